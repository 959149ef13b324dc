// The page's state. It changes often, so listeners are notified in batches.
import { advance, isSameRescue, type Rescue, type RescueId, type TimedEntry } from '../../timeline';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { RescueDetail, Sample, Snapshot, Status } from '../api';
import { RescueBook } from './rescue-book';

export type Connection = 'connecting' | 'live' | 'gone' | 'locked';

/** The open rescue with its entries. */
export interface OpenRescue {
  readonly id: RescueId;
  /** Undefined before it is fetched. It stays even if the list drops it. */
  readonly rescue: Rescue | undefined;
  /** Mutated in place. */
  readonly entries: TimedEntry[];
  /** Incremented with each added entry. */
  readonly version: number;
  readonly isCut: boolean;
  readonly hasEvent: boolean;
  /** Why it could not be fetched. */
  readonly failure?: string;
}

/** The minimum time between two renders. */
const PAUSE_MS = 60;
/** The maximum number of entries of the open rescue. */
const MAX_OPEN_ENTRIES = 3000;
/** Five minutes of samples. */
const MAX_SAMPLES = 300;

export class Store {
  connection: Connection = 'connecting';
  /** Undefined before the first response. */
  snapshot: Omit<Snapshot, 'rescues' | 'samples' | 'status'> | undefined;
  status: Status | undefined;
  samples: readonly Sample[] = [];
  rescues = new RescueBook([], 0);
  open: OpenRescue | undefined;
  /** Incremented when a dead-letter queue changes. */
  parkedVersion = 0;
  private clockOffset = 0;
  /** The numbers of the last applied entries: to the list, and to the open rescue. */
  private readonly marks = { rescues: 0, open: 0 };
  private readonly listeners = new Set<() => void>();
  private timer: number | undefined;

  /** Milliseconds since the local cloud was started. */
  now(): number {
    return performance.now() + this.clockOffset;
  }

  begin({ rescues, samples, status, ...rest }: Snapshot): void {
    this.snapshot = rest;
    this.rescues = new RescueBook(rescues, rest.limits.rescues);
    this.samples = samples;
    this.status = status;
    this.clockOffset = rest.now - performance.now();
    this.marks.rescues = numberOf(rest.cursor);
    this.parkedVersion += 1;
    this.changed();
  }

  setConnection(connection: Connection): void {
    this.connection = connection;
    this.changed();
  }

  setStatus(status: Status): void {
    if (status.parked !== this.status?.parked) this.parkedVersion += 1;
    this.status = status;
    this.changed();
  }

  addSample(sample: Sample): void {
    this.samples = [...this.samples.slice(-MAX_SAMPLES + 1), sample];
    this.clockOffset = sample.at - performance.now();
    this.changed();
  }

  setOpen(id: RescueId | undefined, detail?: RescueDetail, failure?: string): void {
    const { rescue, entries = [], isCut = false, hasEvent = false } = detail ?? {};
    this.open =
      id === undefined
        ? undefined
        : {
            id,
            rescue,
            entries: [...entries],
            version: 0,
            isCut,
            hasEvent,
            ...(failure !== undefined && { failure }),
          };
    this.marks.open = detail === undefined ? Infinity : numberOf(detail.cursor);
    this.changed();
  }

  /** @param cursor of the entry: after the stream is reopened, entries can arrive again */
  note(entry: TimedEntry, cursor: string): void {
    const number = numberOf(cursor);
    if (this.open && number > this.marks.open) this.noteOpen(this.open, entry);
    if (number > this.marks.rescues) {
      this.marks.rescues = number;
      this.rescues.note(entry);
      if (entry.type === 'moved' || entry.type === 'taken-out') this.parkedVersion += 1;
    }
    this.changed();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private noteOpen(open: OpenRescue, entry: TimedEntry): void {
    if (!this.rescues.rescuesOf(entry).some((id) => isSameRescue(id, open.id))) return;
    open.entries.push(entry);
    if (open.entries.length > MAX_OPEN_ENTRIES) dropOldestLine(open.entries);
    const rescue = advance(open.rescue, open.id, entry);
    this.open = { ...open, rescue, version: open.version + 1 };
  }

  /** Batches changes into one render. */
  private changed(): void {
    this.timer ??= window.setTimeout(() => {
      this.timer = undefined;
      for (const listener of this.listeners) listener();
    }, PAUSE_MS);
  }
}

/** Re-renders the calling component when the store changes. */
export function useStore(store: Store): void {
  const [, setCount] = useState(0);
  useLayoutEffect(
    () =>
      store.subscribe(() => {
        setCount((count) => count + 1);
      }),
    [store],
  );
}

function dropOldestLine(entries: TimedEntry[]): void {
  const oldest = entries.findIndex(({ type }) => type === 'log');
  entries.splice(Math.max(0, oldest), 1);
}

/** A cursor is `run-number`. */
function numberOf(cursor: string): number {
  return Number(cursor.split('-')[1]);
}
