// The rescues so far: each in short and with its entries, as many as there is room for.
import {
  type Rescue,
  type RescueId,
  rescueKey,
  rescuesOf,
  resolveRescue,
  type TimedEntry,
  withRequestId,
} from '../timeline';
import { KeptRescue } from './kept-rescue';
import type { Journal } from './journal';

export const MAX_RESCUES = 5000;
/** Of all events together; those of the oldest rescues go first. */
const MAX_EVENT_BYTES = 32 * 1024 * 1024;
/** Of all log lines together, likewise. */
const MAX_LOG_CHARACTERS = 16 * 1024 * 1024;

export class History {
  /** In the order in which they began. */
  private readonly byKey = new Map<string, KeptRescue>();
  private readonly events = new Map<string, Buffer>();
  private eventBytes = 0;
  private logCharacters = 0;

  constructor(journal: Journal) {
    journal.subscribe(({ entry }) => {
      for (const id of rescuesOf(entry)) this.note(resolveRescue(id, this.ids()), entry);
    });
  }

  /** The oldest first. */
  get rescues(): readonly Rescue[] {
    return [...this.byKey.values()].flatMap(({ rescue }) => rescue ?? []);
  }

  find(id: RescueId): KeptRescue | undefined {
    return this.byKey.get(rescueKey(id));
  }

  /** The rescues of all functions that have one with this request id. */
  withRequestId(requestId: string): readonly RescueId[] {
    return withRequestId(requestId, this.ids());
  }

  /** @returns undefined if there was none, or if it is not kept any more */
  eventOf(id: RescueId): Buffer | undefined {
    return this.events.get(rescueKey(id));
  }

  keepEvent(id: RescueId, event: Buffer): void {
    this.events.set(rescueKey(id), event);
    this.eventBytes += event.length;
    for (const [oldest, { length }] of this.events) {
      if (this.eventBytes <= MAX_EVENT_BYTES) return;
      this.events.delete(oldest);
      this.eventBytes -= length;
    }
  }

  private *ids(): Generator<RescueId> {
    for (const { id } of this.byKey.values()) yield id;
  }

  private note(id: RescueId, entry: TimedEntry): void {
    const key = rescueKey(id);
    const kept = this.byKey.get(key) ?? new KeptRescue(id);
    const before = kept.logCharacters;
    kept.note(entry);
    // Lines of a synchronous invocation, for example, belong to no rescue.
    if (kept.rescue === undefined) return;
    this.byKey.set(key, kept);
    this.logCharacters += kept.logCharacters - before;
    this.forgetRescues();
    this.forgetLogs();
  }

  private forgetRescues(): void {
    if (this.byKey.size <= MAX_RESCUES) return;
    const [oldest] = this.byKey;
    if (oldest === undefined) return;
    const [key, { logCharacters }] = oldest;
    this.byKey.delete(key);
    this.logCharacters -= logCharacters;
    this.eventBytes -= this.events.get(key)?.length ?? 0;
    this.events.delete(key);
  }

  private forgetLogs(): void {
    if (this.logCharacters <= MAX_LOG_CHARACTERS) return;
    for (const kept of this.byKey.values()) {
      if (this.logCharacters <= MAX_LOG_CHARACTERS) return;
      this.logCharacters -= kept.logCharacters;
      kept.forgetLogs();
    }
  }
}
