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

function reasonOf(reason = 'without a reason', detail?: string): string {
  return detail === undefined ? reason : `${reason} (${detail})`;
}
