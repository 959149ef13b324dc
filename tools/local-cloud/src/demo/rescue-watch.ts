// Follows one request on the timeline until its fate is clear.
import type { TimedEntry, Timeline } from '../timeline';

/** What became of one asynchronous invocation. */
export interface Fate {
  /** succeeded in Lambda, rescued in a container, or neither. */
  readonly kind: 'succeeded' | 'rescued' | 'lost';
  readonly attempts: number;
  readonly taskExitCode?: number;
  readonly taskSeconds?: number;
  /** Why it is lost. */
  readonly reason?: string;
}

export interface WatchOptions {
  readonly timeline: Timeline;
  /** ARNs of the queues that a function reads; what lands in any other one stays there. */
  readonly readQueues: ReadonlySet<string>;
  /** ARNs of the queues into which messages go that could not be handled. */
  readonly deadLetterQueues: readonly string[];
  /** Messages in a queue, in any state. */
  readonly depth: (queueArn: string) => Promise<number>;
}

const PARKED_POLL_MS = 500;

/** Remembers what happens from the start on, so that nothing is missed before the request id is known. */
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

  async fateOf(requestId: string): Promise<Fate> {
    let attempts = 0;
    let started = false;
    for (let seen = 0; ;) {
      const entry = this.entries[seen];
      if (!entry) {
        const parked = await this.nextEntryOrParked();
        if (parked) return { attempts, ...parked };
        continue;
      }
      seen += 1;
      if (!('requestId' in entry) || entry.requestId !== requestId) continue;
      if (entry.type === 'attempt') attempts = entry.attempt;
      if (entry.type === 'task') started = true;
      const fate = this.judge(entry, started);
      if (!fate) continue;
      this.unsubscribe();
      return { attempts, ...fate };
    }
  }

  /** That a queue has moved a message on is on no timeline: it has to be looked for. */
  private async nextEntryOrParked(): Promise<Omit<Fate, 'attempts'> | undefined> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, PARKED_POLL_MS);
    });
    clearTimeout(timer);
    const depths = await Promise.all(this.options.deadLetterQueues.map(this.options.depth));
    return depths.some((depth) => depth > 0)
      ? lost('no task could be started for it, so it is parked')
      : undefined;
  }

  private judge(entry: TimedEntry, started: boolean): Omit<Fate, 'attempts'> | undefined {
    if (entry.type === 'attempt-ended' && entry.outcome === 'success') return { kind: 'succeeded' };
    if (entry.type === 'cloud') return lost(entry.message);
    if (entry.type === 'given-up') return this.judgeGivenUp(entry);
    if (entry.type === 'delivery-ended' && entry.kept === 0 && !started) {
      return lost(`${entry.function} has taken it from ${entry.queue} and started no task`);
    }
    if (entry.type === 'task' && entry.status === 'STOPPED') return judgeTask(entry);
    return undefined;
  }

  private judgeGivenUp({ destination, errorMessage }: TimedEntry & { type: 'given-up' }) {
    if (destination === undefined) {
      return lost(`the function has no dead-letter queue, so the event is gone: ${errorMessage}`);
    }
    return this.options.readQueues.has(destination)
      ? undefined
      : lost(`it lies in ${destination}, which no function reads`);
  }
}

function judgeTask(entry: TimedEntry & { type: 'task' }): Omit<Fate, 'attempts'> {
  const { exitCode, seconds, stopCode, stoppedReason } = entry;
  const facts = {
    ...(exitCode !== undefined && { taskExitCode: exitCode }),
    ...(seconds !== undefined && { taskSeconds: seconds }),
  };
  if (exitCode === 0) return { kind: 'rescued', ...facts };
  return {
    ...lost(
      `its task ended with exit code ${exitCode ?? '-'} (${String(stopCode)}: ${String(stoppedReason)})`,
    ),
    ...facts,
  };
}

function lost(reason: string) {
  return { kind: 'lost' as const, reason };
}
