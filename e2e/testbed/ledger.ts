// Accounts for events: each accepted event must end done or parked, and must never run twice at the same time.
import { type TimedEntry, type Timeline } from '@immortal/local-cloud';

/** How all events ended. */
export interface Account {
  readonly accepted: number;
  readonly succeeded: number;
  readonly parked: number;
  /** Request ids: neither done nor parked; done more than once, or done and parked; run by two containers at once. */
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly overlapping: readonly string[];
}

export class Ledger {
  private readonly accepted = new Set<string>();
  private readonly successes = new Map<string, number>();
  /** Parked twice counts once: SQS may duplicate a message, and both copies request the same attempt. */
  private readonly parkings = new Set<string>();
  private readonly running = new Map<string, Set<string>>();
  private readonly overlapping = new Set<string>();
  /** ARNs of all tasks that were launched. */
  readonly tasks = new Set<string>();

  /** Stops counting. */
  readonly close: () => void;

  constructor(timeline: Timeline) {
    this.close = timeline.subscribe((entry) => {
      this.note(entry);
    });
  }

  /** Whether each accepted event is done or parked. */
  get isSettled(): boolean {
    const isRunning = [...this.running.values()].some((tasks) => tasks.size > 0);
    return !isRunning && this.account().lost.length === 0;
  }

  /** Counts an event in the parked queue. */
  park(requestId: string): void {
    this.parkings.add(requestId);
  }

  account(): Account {
    const ends = (requestId: string) =>
      (this.successes.get(requestId) ?? 0) + (this.parkings.has(requestId) ? 1 : 0);
    const ids = [...this.accepted];
    return {
      accepted: ids.length,
      succeeded: this.successes.size,
      parked: this.parkings.size,
      lost: ids.filter((requestId) => ends(requestId) === 0),
      doubled: ids.filter((requestId) => ends(requestId) > 1),
      overlapping: [...this.overlapping],
    };
  }

  private note(entry: TimedEntry): void {
    if (entry.type === 'invocation') this.accepted.add(entry.requestId);
    if (entry.type === 'attempt-ended' && entry.outcome === 'success') {
      add(this.successes, entry.requestId);
    }
    if (entry.type === 'task') this.noteTask(entry);
  }

  private noteTask({
    requestId = '',
    taskArn,
    status,
    exitCode,
  }: TimedEntry & { type: 'task' }): void {
    this.tasks.add(taskArn);
    const tasks = this.running.get(requestId) ?? new Set();
    this.running.set(requestId, tasks);
    if (status === 'RUNNING') tasks.add(taskArn);
    if (status === 'STOPPED') tasks.delete(taskArn);
    if (tasks.size > 1) this.overlapping.add(requestId);
    if (status === 'STOPPED' && exitCode === 0) add(this.successes, requestId);
  }
}

function add(counts: Map<string, number>, requestId: string): void {
  counts.set(requestId, (counts.get(requestId) ?? 0) + 1);
}
