// The armed faults: what goes wrong, where, and how often.
import type { Timeline } from '../../timeline';
import type { FaultPoints } from './fault-points';

/** A fault, and how many times it strikes. */
export interface Fault {
  /** Where, such as `ecs.RunTask` or `task`. */
  readonly point: string;
  /** What happens there, such as `ThrottlingException` or `spot`. */
  readonly kind: string;
  /** How often it strikes; once by default. */
  readonly count?: number;
}

/** A fault as `list` shows it. */
export interface ArmedFault {
  readonly point: string;
  readonly kind: string;
  /** How often it will strike. */
  readonly left: number;
}

/** What a fault strikes, as the timeline shows it. */
export interface Struck {
  readonly requestId?: string;
  readonly function?: string;
  /** In words: `the function orders`. */
  readonly struck: string;
}

export class Faults {
  private readonly armed: { point: string; kind: string; left: number }[] = [];

  constructor(
    private readonly timeline: Pick<Timeline, 'add'>,
    /** Where faults can be injected. */
    readonly points: FaultPoints,
  ) {}

  /**
   * Faults of one point strike in the order in which they were armed.
   *
   * @throws {UsageError} if there is no such point or kind, or the count is not a whole number from 1 up
   */
  arm({ point, kind, count = 1 }: Fault): void {
    this.points.check(point, kind, count);
    const known = this.armed.at(-1);
    if (known?.point === point && known.kind === kind) known.left += count;
    else this.armed.push({ point, kind, left: count });
  }

  /** Disarms what is left of a kind at a point. */
  disarm(point: string, kind: string): void {
    const kept = this.armed.filter((one) => one.point !== point || one.kind !== kind);
    this.armed.splice(0, Infinity, ...kept);
  }

  /** In the order in which they were armed; those that are used up are gone. */
  list(): ArmedFault[] {
    return this.armed.map((one) => ({ ...one }));
  }

  /**
   * Uses up one strike of the first fault that is armed at a point. The caller reports when it strikes, with {@link tell}.
   *
   * @param accepts the kinds that can be injected here; a fault of any other kind waits, and so do those armed after it
   */
  take(point: string, accepts: (kind: string) => boolean = () => true): ArmedFault | undefined {
    const index = this.armed.findIndex((one) => one.point === point);
    const found = this.armed[index];
    if (!found || !accepts(found.kind)) return undefined;
    found.left -= 1;
    if (found.left === 0) this.armed.splice(index, 1);
    return { ...found };
  }

  tell({ point, kind, left }: ArmedFault, about: Struck): void {
    this.timeline.add({ type: 'fault', ...about, point, kind, left });
  }

  /**
   * Takes a fault that strikes at once.
   *
   * @returns its kind
   */
  strike(point: string, about: Struck, accepts?: (kind: string) => boolean): string | undefined {
    const fault = this.take(point, accepts);
    if (fault) this.tell(fault, about);
    return fault?.kind;
  }
}
