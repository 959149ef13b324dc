// One rescue with its entries and the latest log lines of its functions and tasks.
import { advance, type Rescue, type RescueId, type TimedEntry } from '../timeline';

export const MAX_LOG_LINES = 1000;
const MAX_ENTRIES = 500;

export class KeptRescue {
  rescue: Rescue | undefined;
  /** Whether entries or lines were dropped. */
  isCut = false;
  logCharacters = 0;
  private readonly entries: TimedEntry[] = [];
  private lines: (TimedEntry & { readonly type: 'log' })[] = [];

  constructor(readonly id: RescueId) {}

  note(entry: TimedEntry): void {
    this.rescue = advance(this.rescue, this.id, entry);
    if (this.rescue === undefined) return;
    if (entry.type === 'log') {
      this.lines.push(entry);
      this.logCharacters += entry.line.length;
      if (this.lines.length > MAX_LOG_LINES) {
        this.logCharacters -= this.lines.shift()?.line.length ?? 0;
        this.isCut = true;
      }
      return;
    }
    this.entries.push(entry);
    if (this.entries.length <= MAX_ENTRIES) return;
    this.entries.shift();
    this.isCut = true;
  }

  /** In the order in which they came. */
  get all(): readonly TimedEntry[] {
    return [...this.entries, ...this.lines].sort((a, b) => a.at - b.at);
  }

  forgetLogs(): void {
    if (this.lines.length === 0) return;
    this.lines = [];
    this.logCharacters = 0;
    this.isCut = true;
  }
}
