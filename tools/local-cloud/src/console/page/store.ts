// What the page knows of the local cloud. It changes often, and those who show it hear of it now and then.
import { advance, isSameRescue, type Rescue, type RescueId, type TimedEntry } from '../../timeline';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { RescueDetail, Sample, Snapshot, Status } from '../api';
import { RescueBook } from './rescue-book';

export type Connection = 'connecting' | 'live' | 'gone' | 'locked';

/** The rescue that is open, with all that has happened to it. */
export interface OpenRescue {
  readonly id: RescueId;
  /** Undefined before it is fetched. It stays when the list is too long for it. */
  readonly rescue: Rescue | undefined;
  /** The same array, whatever is added. */
  readonly entries: TimedEntry[];
  /** Grows with what is added. */
  readonly version: number;
  readonly isCut: boolean;
  readonly hasEvent: boolean;
  /** Why there is nothing. */
  readonly failure?: string;
}

/** How often it is shown anew at most. */
const PAUSE_MS = 60;
/** Entries of the open rescue; more would only fill the memory. */
const MAX_OPEN_ENTRIES = 3000;
/** Five minutes of samples. */
const MAX_SAMPLES = 300;

export class Store {
  connection: Connection = 'connecting';
  /** Undefined before the first answer. */
  snapshot: Omit<Snapshot, 'rescues' | 'samples' | 'status'> | undefined;
  status: Status | undefined;
  samples: readonly Sample[] = [];
  rescues = new RescueBook([], 0);
  open: OpenRescue | undefined;
  /** Grows with everything that concerns dead-letter queues. */
  parkedVersion = 0;
  private clockOffset = 0;
  /** Up to which entry it is noted: in the list, and of the open rescue. */
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

  /** @param cursor of the entry; one that was noted already comes again when the stream is opened anew */
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

  /** Many changes at once are shown at once. */
  private changed(): void {
    this.timer ??= window.setTimeout(() => {
      this.timer = undefined;
      for (const listener of this.listeners) listener();
    }, PAUSE_MS);
  }
}

/** Renders whoever calls it anew when the store has changed. */
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
