// The rescues that the page knows, kept up to date by the entries that come: as many as the local cloud keeps itself.
import { advance, requestIdsOf, type Rescue, type TimedEntry } from '../../timeline';

export class RescueBook {
  private readonly byId = new Map<string, Rescue>();

  /** @param rescues the oldest first */
  constructor(
    rescues: readonly Rescue[],
    private readonly max: number,
  ) {
    for (const rescue of rescues) this.byId.set(rescue.requestId, rescue);
  }

  get size(): number {
    return this.byId.size;
  }

  note(entry: TimedEntry): void {
    for (const requestId of requestIdsOf(entry)) {
      const rescue = advance(this.byId.get(requestId), requestId, entry);
      if (rescue === undefined) continue;
      this.byId.set(requestId, rescue);
      if (this.byId.size > this.max) this.forgetOldest();
    }
  }

  /** The oldest first. */
  all(): IterableIterator<Rescue> {
    return this.byId.values();
  }

  private forgetOldest(): void {
    const [oldest] = this.byId.keys();
    if (oldest !== undefined) this.byId.delete(oldest);
  }
}
