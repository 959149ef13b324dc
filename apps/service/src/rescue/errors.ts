// Errors of the secondary: why an event could not be handed to a container.
import { type Failure } from '@aws-sdk/client-ecs';

/** The secondary's own settings are wrong; the message names the variable, the value and the remedy. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** A message from which no failed invocation can be read; delivering it again changes nothing. */
export class UnreadableFailureError extends Error {
  override readonly name = 'UnreadableFailureError';
}

/** The event does not fit into what ECS passes on to a container. */
export class OverridesTooLargeError extends Error {
  override readonly name = 'OverridesTooLargeError';
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
    super(
      `ECS started no container for request ${requestId}: ${[...reasons].join('; ')}. ` +
        'The event stays in its queue and is tried again.',
    );
  }
}

function reasonOf(reason = 'without a reason', detail?: string): string {
  return detail === undefined ? reason : `${reason} (${detail})`;
}
