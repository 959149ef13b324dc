// Errors of the secondary: why an event could not be handed to a container.
import { type Failure } from '@aws-sdk/client-ecs';

/** The secondary's own settings are wrong; the message names the variable, the value and the remedy. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** A message from which nothing can be read that could run again; delivering it once more changes nothing. */
export class UnreadableMessageError extends Error {
  override readonly name = 'UnreadableMessageError';
}

/** ECS was asked and started nothing, for lack of capacity as a rule: worth another delivery. */
export class NoTaskStartedError extends Error {
  override readonly name = 'NoTaskStartedError';

  /** @param failures what ECS gave as reasons, in the order in which it was asked */
  constructor(
    requestId: string,
    readonly failures: readonly Failure[],
  ) {
    const reasons = new Set(failures.map(({ reason, detail }) => reasonOf(reason, detail)));
    super(`ECS started no container for request ${requestId}: ${[...reasons].join('; ')}.`);
  }
}

/** ECS has a task of the same function, request id and attempt, which was given another event. */
export class EventConflictError extends Error {
  override readonly name = 'EventConflictError';

  constructor(requestId: string, taskArn: string) {
    super(
      `Another event has the request id ${requestId} too, and is run by ${taskArn}. Lambda gives each event an id of its own, so one of them was not sent by Lambda.`,
    );
  }
}

/** ECS has named a task and does not describe it. */
export class UnknownTaskError extends Error {
  override readonly name = 'UnknownTaskError';

  constructor(taskArn: string) {
    super(`ECS has named the task ${taskArn}, but does not describe it (ecs:DescribeTasks).`);
  }
}

function reasonOf(reason = 'without a reason', detail?: string): string {
  return detail === undefined ? reason : `${reason} (${detail})`;
}
