// All that the local cloud knows about the product that it runs: which entries of the timeline belong together.
import type { RescueId, TimelineEntry } from '../timeline';

/** A task as RunTask started it. */
export interface StartedTask {
  readonly startedBy?: string | undefined;
  readonly group?: string | undefined;
}

/** A task that has stopped, as ECS describes it. */
export interface StoppedTask {
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly exitCode: number | undefined;
  /** Why the container ended, where its exit code does not say it. */
  readonly containerReason: string | undefined;
}

/** How a task ended, in the product's words. */
type TaskOutcome = Extract<TimelineEntry, { readonly type: 'task' }>['outcome'];

/** A message as Lambda receives it. */
export interface QueuedMessage {
  readonly messageAttributes: Readonly<
    Record<string, { readonly stringValue?: string | undefined }>
  >;
  readonly body: string;
}

export interface Correlation {
  /** @returns undefined for a task that belongs to no rescue */
  ofTask(task: StartedTask): RescueId | undefined;
  outcomeOf(task: StoppedTask): TaskOutcome;
  /**
   * @param queue the name of the queue that the message is in
   * @returns undefined for a message that belongs to no rescue
   */
  ofMessage(queue: string, message: QueuedMessage): RescueId | undefined;
  /**
   * The rescue of a message in a dead-letter queue, as far as it is known.
   *
   * @param from the queue from which SQS moved it; undefined if it was sent there
   * @param attributes those of its message attributes that are strings or numbers
   * @returns also the reason, if the message has one
   */
  ofDeadLetter(
    from: string | undefined,
    attributes: Readonly<Record<string, string>>,
  ): Partial<RescueId> & { readonly reason?: string };
  /** Whether the function wrote a line of its task's log, and not the program that runs it. */
  isOfFunction(line: string): boolean;
}
