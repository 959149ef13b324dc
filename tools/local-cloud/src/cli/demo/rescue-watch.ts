// Follows one event on the timeline until its result is known.
import {
  isSameRescue,
  type RescueId,
  rescuesOf,
  resolveRescue,
  type TimedEntry,
  type Timeline,
} from '../../timeline';

/** The result of one asynchronous invocation. */
export interface EventOutcome {
  /** `succeeded` in Lambda, `rescued` in a container, or `lost`: neither. */
  readonly kind: 'succeeded' | 'rescued' | 'lost';
  /** In Lambda. */
  readonly attempts: number;
  /** Containers that were started for it. */
  readonly tasks: number;
  /** Of the last container. */
  readonly taskExitCode?: number;
  readonly taskSeconds?: number;
  /** Why it is lost. */
  readonly reason?: string;
}

export interface WatchOptions {
  readonly timeline: Timeline;
  /** ARNs of the queues with a consumer; messages in other queues stay there. */
  readonly readQueues: ReadonlySet<string>;
  /** Whether a rule reports stopped tasks, so that another task may start. */
  readonly tasksAreFollowedUp: boolean;
}

type Conclusion = Pick<EventOutcome, 'kind' | 'reason'>;

/** Records entries from the start, so that none is missed before the request id is known. */
export class RescueWatch {
  private readonly entries: TimedEntry[] = [];
  private wake: () => void = () => undefined;
  private readonly unsubscribe: () => void;

  constructor(private readonly options: WatchOptions) {
    this.unsubscribe = options.timeline.subscribe((entry) => {
      if (entry.type === 'log') return;
      this.entries.push(entry);
      this.wake();
    });
  }

  /**
   * After a failed task, the result is open until another task of the rescue ends or the event is parked.
   */
  async outcomeOf(id: RescueId): Promise<EventOutcome> {
    const facts = new Facts();
    for (let seen = 0; ; seen += 1) {
      while (seen >= this.entries.length) {
        await new Promise<void>((resolve) => (this.wake = resolve));
      }
      const entry = this.entries[seen];
      if (!entry || !isAbout(entry, id)) continue;
      facts.note(entry);
      const conclusion = this.judge(entry, facts);
      if (!conclusion) continue;
      this.unsubscribe();
      return { ...facts.all, ...conclusion };
    }
  }

  private judge(entry: TimedEntry, facts: Facts): Conclusion | undefined {
    if (entry.type === 'attempt-ended' && entry.outcome === 'success') return { kind: 'succeeded' };
    if (entry.type === 'cloud') return lost(entry.message);
    if (entry.type === 'given-up') return this.judgeGivenUp(entry);
    if (entry.type === 'delivery-ended' && entry.kept === 0 && facts.all.tasks === 0) {
      return lost(`${entry.function} received it from ${entry.queue} and started no task`);
    }
    if (entry.type === 'moved')
      return lost(`it is parked in ${entry.queue}${facts.whyParked(entry)}`);
    if (entry.type === 'task' && entry.status === 'STOPPED') return this.judgeEnd(entry, facts);
    return undefined;
  }

  private judgeGivenUp({ destination, errorMessage }: TimedEntry & { type: 'given-up' }) {
    if (destination === undefined) {
      return lost(`the function has no dead-letter queue, so the event is gone: ${errorMessage}`);
    }
    return this.options.readQueues.has(destination)
      ? undefined
      : lost(`it is in ${destination}, which no function reads`);
  }

  private judgeEnd({ outcome }: TimedEntry & { type: 'task' }, facts: Facts) {
    if (outcome === 'succeeded') return { kind: 'rescued' as const };
    return this.options.tasksAreFollowedUp ? undefined : lost(facts.lastEnd);
  }
}

/** What is known about the rescue so far. */
class Facts {
  private readonly tasks = new Set<string>();
  private attempts = 0;
  private last: (TimedEntry & { type: 'task' }) | undefined;

  note(entry: TimedEntry): void {
    if (entry.type === 'attempt') this.attempts = entry.attempt;
    if (entry.type !== 'task') return;
    this.tasks.add(entry.taskArn);
    if (entry.status === 'STOPPED') this.last = entry;
  }

  get all(): Omit<EventOutcome, 'kind' | 'reason'> {
    const { exitCode, seconds } = this.last ?? {};
    return {
      attempts: this.attempts,
      tasks: this.tasks.size,
      ...(exitCode !== undefined && { taskExitCode: exitCode }),
      ...(seconds !== undefined && { taskSeconds: seconds }),
    };
  }

  get lastEnd(): string {
    const { exitCode, stopCode, stoppedReason } = this.last ?? {};
    return `its task ended with exit code ${exitCode ?? '-'} (${String(stopCode)}: ${String(stoppedReason)})`;
  }

  whyParked({ reason }: TimedEntry & { type: 'moved' }): string {
    if (reason !== undefined) return `: ${reason}`;
    return this.last ? `: ${this.lastEnd}` : ': no task could be started for it';
  }
}

/** A message without a request id can only be about this event: the demo sends no other. */
function isAbout(entry: TimedEntry, id: RescueId): boolean {
  if (entry.type === 'moved' && entry.requestId === undefined) return true;
  return rescuesOf(entry).some((one) => isSameRescue(resolveRescue(one, [id]), id));
}

function lost(reason: string): Conclusion {
  return { kind: 'lost', reason };
}
