// For specs: remembers what happens on a timeline, and waits for what is to come.
import type { TimedEntry, Timeline } from '../timeline';

type Entry<T extends TimedEntry['type']> = Extract<TimedEntry, { readonly type: T }>;

/** Longer than anything takes, so that only a defect gets so far. */
const PATIENCE_MS = 120_000;

export class Recorder {
  readonly entries: TimedEntry[] = [];

  constructor(timeline: Timeline) {
    timeline.subscribe((entry) => {
      this.entries.push(entry);
    });
  }

  all<T extends TimedEntry['type']>(type: T): Entry<T>[] {
    return this.entries.filter((entry): entry is Entry<T> => entry.type === type);
  }

  /** Lines that handlers and tasks have written. */
  lines(): string[] {
    return this.all('log').map(({ line }) => line);
  }

  /** The first entry of this type that is as wanted, from the past or the future. */
  async until<T extends TimedEntry['type']>(
    type: T,
    isWanted: (entry: Entry<T>) => boolean = () => true,
  ): Promise<Entry<T>> {
    const find = () => this.all(type).find(isWanted);
    const found = await eventually(find, (entry) => entry !== undefined).catch(() => undefined);
    if (found) return found;
    throw new Error(`there is no such ${type}: ${JSON.stringify(this.entries, null, 1)}`);
  }

  untilLine(text: string): Promise<Entry<'log'>> {
    return this.until('log', ({ line }) => line.includes(text));
  }
}

/** Asks again and again until the answer is as wanted, and gives it. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  isWanted: (answer: T) => boolean,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > end) throw new Error(`it stays ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
