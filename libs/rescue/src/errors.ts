// Errors of the secondary: why an event has no task yet.
import { type Failure } from '@aws-sdk/client-ecs';

/** Base class of every error of this package. */
export class RescueError extends Error {
  override readonly name: string = 'RescueError';
}

/** The secondary's own settings are wrong; the message names the variable, the value, and the remedy. */
export class EnvironmentError extends RescueError {
  override readonly name = 'EnvironmentError';
}

/** A message does not say what to run; delivering it again changes nothing. */
export class UnreadableMessageError extends RescueError {
  override readonly name = 'UnreadableMessageError';
}

/** RunTask started nothing, usually because ECS has no capacity: a later delivery may succeed. */
export class NoTaskStartedError extends RescueError {
  override readonly name = 'NoTaskStartedError';

  /** @param failures that RunTask returned, in the order of the calls */
  constructor(
    requestId: string,
    readonly failures: readonly Failure[],
  ) {
    const reasons = new Set(failures.map(({ reason, detail }) => reasonOf(reason, detail)));
    super(`ECS started no container for request ${requestId}: ${[...reasons].join('; ')}.`);
  }
}

/** No variable has the network of a function: the next delivery may find it, because a deployment then is complete. */
export class UnknownNetworkError extends RescueError {
  override readonly name = 'UnknownNetworkError';

  constructor(functionName: string, variable: string) {
    super(
      `${variable}, the network of ${functionName}, is not set. A deployment changes the code and the variables of the secondary one after the other; if it is complete, package and deploy the service again.`,
    );
  }
}

/** ECS has a task of the same function, request id, and attempt that was given another event. */
export class EventConflictError extends RescueError {
  override readonly name = 'EventConflictError';

  constructor(requestId: string, taskArn: string) {
    super(
      `Another event has the request id ${requestId} and runs in ${taskArn}. Lambda gives each event its own id, so Lambda did not send one of the two.`,
    );
  }
}

/** ECS listed a task but does not describe it. */
export class UnknownTaskError extends RescueError {
  override readonly name = 'UnknownTaskError';

  constructor(taskArn: string) {
    super(`ECS named the task ${taskArn} but does not describe it (ecs:DescribeTasks).`);
  }
}

function reasonOf(reason = 'no reason given', detail?: string): string {
  return detail === undefined ? reason : `${reason} (${detail})`;
}
