// The time of the local cloud, for what grows while nothing is heard.
import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../store';

/** @param periodMs how often it is shown anew; 0 for not at all */
export function useNow(store: Store, periodMs: number): number {
  const [, setCount] = useState(0);
  useEffect(() => {
    if (periodMs === 0) return undefined;
    const timer = window.setInterval(() => {
      setCount((count) => count + 1);
    }, periodMs);
    return () => {
      window.clearInterval(timer);
    };
  }, [periodMs]);
  return store.now();
}
