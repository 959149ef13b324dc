// What every part of the page can reach: what is known, where one is, and how one gets elsewhere.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { RescueId } from '../../timeline';
import type { Route } from './route';
import type { Store } from './store';

export interface PageContext {
  readonly store: Store;
  readonly route: Route;
  /** The rescue that is open: the one that the route means, if it means one only. */
  readonly open: RescueId | undefined;
  /** Changes what is given, and leaves the rest as it is. */
  readonly go: (change: Partial<Route>) => void;
  /** What has been done or has failed, for eyes and screen readers. */
  readonly announce: (text: string, tone?: 'good' | 'bad') => void;
}

const Context = createContext<PageContext | undefined>(undefined);

export const PageProvider = Context.Provider;

/** @throws outside of the page */
export function usePage(): PageContext {
  const context = useContext(Context);
  if (!context) throw new Error('there is no page around this part of it');
  return context;
}
