// The context of the page's components: the store, the route, and navigation.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { RescueId } from '../../timeline';
import type { Route } from './route';
import type { Store } from './store';

export interface PageContext {
  readonly store: Store;
  readonly route: Route;
  /** The open rescue; undefined if the route matches none or several. */
  readonly open: RescueId | undefined;
  /** Changes the given parts of the route. */
  readonly go: (change: Partial<Route>) => void;
  /** Shows a notification, also to screen readers. */
  readonly announce: (text: string, tone?: 'good' | 'bad') => void;
}

const Context = createContext<PageContext | undefined>(undefined);

export const PageProvider = Context.Provider;

/** @throws outside of the PageProvider */
export function usePage(): PageContext {
  const context = useContext(Context);
  if (!context) throw new Error("the page's context is missing");
  return context;
}
