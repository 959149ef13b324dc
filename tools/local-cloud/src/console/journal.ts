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

type Listener = (entry: NumberedEntry) => void;

export class Journal {
  /** A cursor of another run of the local cloud is not one of this run. */
  private readonly run = randomBytes(4).toString('hex');
  private readonly listeners = new Set<Listener>();
  private kept: NumberedEntry[] = [];
  /** Where in `kept` the oldest one is that is still kept. */
  private start = 0;
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
  after(cursor: string | undefined): readonly NumberedEntry[] | undefined {
    if (cursor === undefined) return this.kept.slice(this.start);
    const [run, text = ''] = cursor.split('-');
    const number = Number(text);
    const oldest = this.last - (this.kept.length - this.start);
    if (run !== this.run || !/^\d+$/.test(text) || number < oldest || number > this.last) {
      return undefined;
    }
    return this.kept.slice(this.start + number - oldest);
  }

  /** @returns what ends the subscription */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private add(entry: TimedEntry): void {
    this.last += 1;
    const numbered = { number: this.last, entry, json: JSON.stringify(entry) };
    this.kept.push(numbered);
    this.characters += numbered.json.length;
    this.forget();
    for (const listener of this.listeners) listener(numbered);
  }

  private forget(): void {
    while (
      this.kept.length - this.start > MAX_KEPT_ENTRIES ||
      this.characters > MAX_KEPT_CHARACTERS
    ) {
      this.characters -= this.kept[this.start]?.json.length ?? 0;
      this.start += 1;
    }
    // Moving the rest costs its length: once in a while is often enough.
    if (this.start < MAX_KEPT_ENTRIES) return;
    this.kept = this.kept.slice(this.start);
    this.start = 0;
  }
}

function shortened(entry: TimedEntry): TimedEntry {
  if (entry.type !== 'log' || entry.line.length <= MAX_LINE) return entry;
  const more = entry.line.length - MAX_LINE;
  return { ...entry, line: `${entry.line.slice(0, MAX_LINE)}… (${more} more characters)` };
}
