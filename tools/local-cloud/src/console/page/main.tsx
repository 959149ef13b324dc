// Starts the page.
import { render } from 'preact';
import { App } from './app';
import { Connection } from './connection';
import { applyTheme, readTheme } from './settings';
import { Store } from './store';

applyTheme(readTheme());
const store = new Store();
const connection = new Connection(store);
const root = document.getElementById('root');
if (root) render(<App store={store} connection={connection} />, root);
connection.start();
