// The stream of everything that happens in the local cloud, as typed entries.
import type { TimedEntry, TimelineEntry } from './entries';

export type Listener = (entry: TimedEntry) => void;

export class Timeline {
  /** Milliseconds since 1970. */
  readonly started = Date.now();
  private readonly listeners = new Set<Listener>();

  add(entry: TimelineEntry): void {
    const timed = { ...entry, at: Date.now() - this.started };
    for (const listener of this.listeners) listener(timed);
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
