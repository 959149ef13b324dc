// The one thing that the local cloud learns of the product that it runs: what belongs together on the timeline.
import type { RescueId, TimelineEntry } from '../timeline';

/** A task, as RunTask has started it. */
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

/** A message, as Lambda receives it. */
export interface QueuedMessage {
  readonly messageAttributes: Readonly<
    Record<string, { readonly stringValue?: string | undefined }>
  >;
  readonly body: string;
}

export interface Correlation {
  /** @returns undefined for a task of its own */
  ofTask(task: StartedTask): RescueId | undefined;
  outcomeOf(task: StoppedTask): TaskOutcome;
  /**
   * @param queue the name of the queue that the message is in
   * @returns undefined for a message of its own
   */
  ofMessage(queue: string, message: QueuedMessage): RescueId | undefined;
  /**
   * Of a message in a dead-letter queue.
   *
   * @param from the name of the queue that SQS has moved it from; undefined if it was sent
   * @param attributes its message attributes that are text or numbers
   * @returns the reason too, if the message has one
   */
  ofDeadLetter(
    from: string | undefined,
    attributes: Readonly<Record<string, string>>,
  ): Partial<RescueId> & { readonly reason?: string };
  /** Whether a line of a task was written by its function, and not by what runs the function. */
  isOfFunction(line: string): boolean;
}
