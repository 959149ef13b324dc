// The rescues so far, each with its summary and entries, within fixed bounds.
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
/** All events together; those of the oldest rescues are dropped first. */
const MAX_EVENT_BYTES = 32 * 1024 * 1024;
/** All log lines together, likewise. */
const MAX_LOG_CHARACTERS = 16 * 1024 * 1024;

export class History {
  /** In the order in which the rescues began. */
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

  /** The rescues with this request id, of any function. */
  withRequestId(requestId: string): readonly RescueId[] {
    return withRequestId(requestId, this.ids());
  }

  /** @returns undefined if there was none, or if it has been dropped */
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
    // For example, log lines of a synchronous invocation belong to no rescue.
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
