// The local cloud's current time, for durations that grow between entries.
import { useEffect, useState } from 'preact/hooks';
import type { Store } from '../store';

/** @param periodMs how often to update; 0 for never */
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
