// The rescues so far: each in short and with its entries, as many as there is room for.
import { requestIdsOf, type Rescue, type TimedEntry } from '../timeline';
import { KeptRescue } from './kept-rescue';
import type { Journal } from './journal';

export const MAX_RESCUES = 5000;
/** Of all events together; those of the oldest rescues go first. */
const MAX_EVENT_BYTES = 32 * 1024 * 1024;
/** Of all log lines together, likewise. */
const MAX_LOG_CHARACTERS = 16 * 1024 * 1024;

export class History {
  /** In the order in which they began. */
  private readonly byId = new Map<string, KeptRescue>();
  private readonly events = new Map<string, Buffer>();
  private eventBytes = 0;
  private logCharacters = 0;

  constructor(journal: Journal) {
    journal.subscribe(({ entry }) => {
      for (const requestId of requestIdsOf(entry)) this.note(requestId, entry);
    });
  }

  /** The oldest first. */
  get rescues(): readonly Rescue[] {
    return [...this.byId.values()].flatMap(({ rescue }) => rescue ?? []);
  }

  find(requestId: string): KeptRescue | undefined {
    const found = this.byId.get(requestId);
    return found?.rescue && found;
  }

  /** @returns undefined if there was none, or if it is not kept any more */
  eventOf(requestId: string): Buffer | undefined {
    return this.events.get(requestId);
  }

  keepEvent(requestId: string, event: Buffer): void {
    this.events.set(requestId, event);
    this.eventBytes += event.length;
    for (const [oldest, { length }] of this.events) {
      if (this.eventBytes <= MAX_EVENT_BYTES) return;
      this.events.delete(oldest);
      this.eventBytes -= length;
    }
  }

  private note(requestId: string, entry: TimedEntry): void {
    const kept = this.byId.get(requestId) ?? new KeptRescue(requestId);
    const before = kept.logCharacters;
    kept.note(entry);
    // Lines of a synchronous invocation, for example, belong to no rescue.
    if (kept.rescue === undefined) return;
    this.byId.set(requestId, kept);
    this.logCharacters += kept.logCharacters - before;
    this.forgetRescues();
    this.forgetLogs();
  }

  private forgetRescues(): void {
    if (this.byId.size <= MAX_RESCUES) return;
    const [oldest] = this.byId.values();
    if (oldest === undefined) return;
    this.byId.delete(oldest.requestId);
    this.logCharacters -= oldest.logCharacters;
    this.eventBytes -= this.events.get(oldest.requestId)?.length ?? 0;
    this.events.delete(oldest.requestId);
  }

  private forgetLogs(): void {
    if (this.logCharacters <= MAX_LOG_CHARACTERS) return;
    for (const kept of this.byId.values()) {
      if (this.logCharacters <= MAX_LOG_CHARACTERS) return;
      this.logCharacters -= kept.logCharacters;
      kept.forgetLogs();
    }
  }
}
