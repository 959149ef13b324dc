// The latest entries of the timeline, numbered so that a disconnected reader can continue where it was.
import { randomBytes } from 'node:crypto';
import type { TimedEntry, Timeline } from '../timeline';

export interface NumberedEntry {
  readonly number: number;
  readonly entry: TimedEntry;
  /** The entry as JSON, serialized once for all readers. */
  readonly json: string;
}

/** Older entries are dropped. */
export const MAX_KEPT_ENTRIES = 20_000;
const MAX_KEPT_CHARACTERS = 16 * 1024 * 1024;
/** Longer log lines are truncated. */
const MAX_LINE = 16_384;
/** Longer messages are truncated: an error can carry megabytes of a function's response, and several places keep it. */
const MAX_MESSAGE = 4096;

type Listener = (entry: NumberedEntry) => void;

export class Journal {
  /** Tells the cursors of this run from those of another run of the local cloud. */
  private readonly run = randomBytes(4).toString('hex');
  private readonly listeners = new Set<Listener>();
  /** By number, without gaps, the oldest first. */
  private readonly kept = new Map<number, NumberedEntry>();
  private characters = 0;
  private last = 0;

  constructor(timeline: Pick<Timeline, 'subscribe'>) {
    timeline.subscribe((entry) => {
      this.add(shortened(entry));
    });
  }

  /** The cursor of the last entry: reading continues after it. */
  get cursor(): string {
    return this.cursorOf(this.last);
  }

  cursorOf(number: number): string {
    return `${this.run}-${number}`;
  }

  /**
   * The entries after a cursor, or all entries without one.
   *
   * @returns undefined if the cursor belongs to another run, or if some of those entries have been dropped
   */
  after(cursor: string | undefined): Iterable<NumberedEntry> | undefined {
    const oldest = this.last - this.kept.size;
    if (cursor === undefined) return this.from(oldest);
    const [run, text = ''] = cursor.split('-');
    const number = Number(text);
    if (run !== this.run || !/^\d+$/.test(text) || number < oldest || number > this.last) {
      return undefined;
    }
    return this.from(number);
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private add(entry: TimedEntry): void {
    this.last += 1;
    const numbered = { number: this.last, entry, json: JSON.stringify(entry) };
    this.kept.set(this.last, numbered);
    this.characters += numbered.json.length;
    this.forget();
    for (const listener of this.listeners) listener(numbered);
  }

  private *from(number: number): Generator<NumberedEntry> {
    for (let next = number + 1; next <= this.last; next += 1) {
      const entry = this.kept.get(next);
      if (entry) yield entry;
    }
  }

  private forget(): void {
    for (const [number, { json }] of this.kept) {
      if (this.kept.size <= MAX_KEPT_ENTRIES && this.characters <= MAX_KEPT_CHARACTERS) return;
      this.kept.delete(number);
      this.characters -= json.length;
    }
  }
}

function shortened(entry: TimedEntry): TimedEntry {
  const max = entry.type === 'log' ? MAX_LINE : MAX_MESSAGE;
  const isLong = (value: unknown) => typeof value === 'string' && value.length > max;
  if (!Object.values(entry).some(isLong)) return entry;
  const members = Object.entries(entry).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? cut(value, max) : value,
  ]);
  return Object.fromEntries(members) as TimedEntry;
}

function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max)}… (${text.length - max} more characters)`;
}
