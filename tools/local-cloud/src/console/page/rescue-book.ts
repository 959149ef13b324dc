// The rescues known to the page, updated by each entry, with the same bound as in the local cloud.
import {
  advance,
  type Rescue,
  type RescueId,
  rescueKey,
  rescuesOf,
  resolveRescue,
  type TimedEntry,
  withRequestId,
} from '../../timeline';

export class RescueBook {
  private readonly byKey = new Map<string, Rescue>();

  /** @param rescues the oldest first */
  constructor(
    rescues: readonly Rescue[],
    private readonly max: number,
  ) {
    for (const rescue of rescues) this.byKey.set(rescueKey(rescue), rescue);
  }

  get size(): number {
    return this.byKey.size;
  }

  note(entry: TimedEntry): void {
    for (const id of this.rescuesOf(entry)) {
      const key = rescueKey(id);
      const rescue = advance(this.byKey.get(key), id, entry);
      if (rescue === undefined) continue;
      this.byKey.set(key, rescue);
      if (this.byKey.size > this.max) this.forgetOldest();
    }
  }

  /** The rescues that an entry is about. */
  rescuesOf(entry: TimedEntry): RescueId[] {
    return rescuesOf(entry).map((id) => resolveRescue(id, this.all()));
  }

  /** The rescues with this request id, of any function. */
  withRequestId(requestId: string): Rescue[] {
    return withRequestId(requestId, this.all());
  }

  /** The oldest first. */
  all(): IterableIterator<Rescue> {
    return this.byKey.values();
  }

  private forgetOldest(): void {
    const [oldest] = this.byKey.keys();
    if (oldest !== undefined) this.byKey.delete(oldest);
  }
}
