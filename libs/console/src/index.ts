// The console in the browser. Its page is bundled into dist/; programs import only how its API looks.
export * from './api';
