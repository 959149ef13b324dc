// The last entries of the timeline, numbered, so that a reader who was cut off can go on where it was.
import { randomBytes } from 'node:crypto';
import type { TimedEntry, Timeline } from '../timeline';

export interface NumberedEntry {
  readonly number: number;
  readonly entry: TimedEntry;
  /** The entry as JSON: written once, however many read it. */
  readonly json: string;
}

/** What is kept; the rest is gone. */
export const MAX_KEPT_ENTRIES = 20_000;
const MAX_KEPT_CHARACTERS = 16 * 1024 * 1024;
/** What is longer is cut: a reader wants to see lines, not megabytes. */
const MAX_LINE = 16_384;
/** So is a message: of an error it may have the megabytes that a function can answer with, and many keep it. */
const MAX_MESSAGE = 4096;

type Listener = (entry: NumberedEntry) => void;

export class Journal {
  /** A cursor of another run of the local cloud is not one of this run. */
  private readonly run = randomBytes(4).toString('hex');
  private readonly listeners = new Set<Listener>();
  /** By their numbers, which have no gaps, the oldest first. */
  private readonly kept = new Map<number, NumberedEntry>();
  private characters = 0;
  private last = 0;

  constructor(timeline: Pick<Timeline, 'subscribe'>) {
    timeline.subscribe((entry) => {
      this.add(shortened(entry));
    });
  }

  /** Of the last entry: whoever has it goes on behind it. */
  get cursor(): string {
    return this.cursorOf(this.last);
  }

  cursorOf(number: number): string {
    return `${this.run}-${number}`;
  }

  /**
   * What has come after a cursor; from the oldest entry on without one.
   *
   * @returns undefined if the cursor is of another run, or if not all of that is kept
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

  /** @returns what ends the subscription */
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
