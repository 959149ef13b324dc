// Decides what to do with a message. Pure: the same message, policy, and facts always give the same action.
import { ContractError, type RescuePolicy } from '@immortal/shared';
import { EventConflictError } from '../errors';
import { type FailedInvocation } from '../read/failed-invocation';
import { type Message } from '../read/message';
import { type StoppedTask } from '../read/stopped-task';
import { type Action, type Facts, type LookUp, type ParkEvent, type ParkMessage } from './action';
import { nextAfter, reasonOf } from './after-task';
import { reasonAgainstRescue } from './rescue-on';
import {
  MAXIMUM_DELIVERIES,
  MAXIMUM_UNCOUNTED_ATTEMPTS,
  secondsBeforeAttempt,
  secondsBeforeDelivery,
} from './retry-policy';

export type Decision = Action | LookUp;

/**
 * The action for a message, or the fact that has to be looked up first.
 *
 * The first failure of a delivery can lead to another action, such as parking the event after the last delivery. After
 * a second failure the message waits for its next delivery.
 *
 * @param policy of the message's function; undefined if it has none
 */
export function decide(message: Message, policy: RescuePolicy | undefined, facts: Facts): Decision {
  const [failure, ...more] = facts.failures;
  if (facts.failures.length === 0) return decideFirst(message, policy, facts);
  if (more.length > 0) return defer(message, more.at(-1));
  return decideAfterFailure(message, failure, facts);
}

function decideFirst(message: Message, policy: RescuePolicy | undefined, facts: Facts): Decision {
  switch (message.kind) {
    case 'failed-invocation':
      return decideRescue(message.invocation, policy, message.envelope.delivery);
    case 'stopped-task':
      return decideAfterTask(message.task, policy, facts);
    case 'foreign-task':
      return { kind: 'done', because: 'not a rescue' };
    case 'unreadable':
      return parkMessage(message.reason);
  }
}

function decideRescue(
  invocation: FailedInvocation,
  policy: RescuePolicy | undefined,
  delivery: number,
): Decision {
  if (policy === undefined) return parkEvent(invocation, NO_POLICY);
  const against = reasonAgainstRescue(invocation, policy);
  if (against !== undefined) return parkEvent(invocation, against);
  return { kind: 'launch', invocation, policy, delivery };
}

function decideAfterTask(
  task: StoppedTask,
  policy: RescuePolicy | undefined,
  facts: Facts,
): Decision {
  const next = nextAfter(task.exit);
  if (next === 'done') return { kind: 'done', because: 'rescued', task, deletesEvent: true };
  const invocation = task.invocation ?? facts.invocation;
  if (invocation === undefined) return { kind: 'look up', fact: 'invocation', task };
  if (invocation === null) return parkMessage(unknownEvent(task));
  const against = reasonAgainst(next, invocation, policy);
  if (against === undefined) return relaunch(next, invocation);
  if (facts.endLine === undefined) return { kind: 'look up', fact: 'end line', task, invocation };
  const reason = reasonOf(task.exit, facts.endLine ?? undefined);
  return parkEvent(invocation, `${reason} ${against}`.trim(), task.taskArn);
}

type Next = Exclude<ReturnType<typeof nextAfter>, 'done'>;

function relaunch(next: Next, invocation: FailedInvocation): Action {
  const { attempt, firstAttempt, uncountedAttempts } = invocation;
  const tasksOfRound = attempt - firstAttempt + 1;
  if (next === 'another task') {
    const delaySeconds = secondsBeforeAttempt(tasksOfRound - uncountedAttempts + 1);
    return { kind: 'relaunch', invocation, delaySeconds };
  }
  return {
    kind: 'relaunch',
    invocation: { ...invocation, uncountedAttempts: uncountedAttempts + 1 },
    delaySeconds: secondsBeforeAttempt(uncountedAttempts + 2),
  };
}

/** Why there is no other task, in addition to how this one ended; undefined if there is one. */
function reasonAgainst(
  next: Next,
  { attempt, firstAttempt, uncountedAttempts }: FailedInvocation,
  policy: RescuePolicy | undefined,
): string | undefined {
  if (next === 'park') return '';
  if (policy === undefined) return NO_POLICY;
  if (next === 'same attempt') {
    const tasks = uncountedAttempts + 1;
    if (tasks <= MAXIMUM_UNCOUNTED_ATTEMPTS) return undefined;
    return `The function could not start in ${tasks} tasks.`;
  }
  const { maximumTaskAttempts: maximum } = policy;
  const counted = attempt - firstAttempt + 1 - uncountedAttempts;
  return counted < maximum ? undefined : `That was attempt ${counted} of ${maximum}.`;
}

function decideAfterFailure(message: Message, failure: unknown, facts: Facts): Decision {
  // Parking the message failed. The next delivery tries again: the reason for parking says more than this failure.
  if (facts.invocation === null) return defer(message, failure);
  // The runner would refuse such a contract, in this delivery and in every other.
  if (failure instanceof ContractError) return parkMessage(failure.message);
  const isLast = message.envelope.delivery >= MAXIMUM_DELIVERIES;
  if (message.kind === 'failed-invocation') {
    const { invocation } = message;
    // Only a person can say which of the two events Lambda sent.
    if (failure instanceof EventConflictError) return parkEvent(invocation, failure.message);
    if (isLast) return decideAfterLastDelivery(message, invocation, failure, facts);
  }
  if (message.kind === 'stopped-task' && isLast) return decideAfterLastEvent(message, failure);
  return defer(message, failure);
}

/** RunTask may have started a task although its response never arrived. */
function decideAfterLastDelivery(
  message: Message,
  invocation: FailedInvocation,
  failure: unknown,
  { taskArn }: Facts,
): Decision {
  if (taskArn === undefined) return { kind: 'look up', fact: 'task', invocation, error: failure };
  if (taskArn !== null) return { kind: 'done', because: 'already launched', taskArn };
  return parkEvent(invocation, exhausted(message, failure));
}

function decideAfterLastEvent(
  message: Extract<Message, { kind: 'stopped-task' }>,
  failure: unknown,
): Decision {
  const { task } = message;
  // No person should have to look at a rescue that succeeded.
  return nextAfter(task.exit) === 'done'
    ? { kind: 'done', because: 'rescued', task, deletesEvent: false, error: failure }
    : { ...parkMessage(exhausted(message, failure)), error: failure };
}

const NO_POLICY = 'The function no longer has a rescue policy.';

function unknownEvent({ taskArn, requestId }: StoppedTask): string {
  return `Neither the event of task ${taskArn} nor ECS says which event it had. Its log has the request id ${requestId}.`;
}

function exhausted({ envelope: { delivery } }: Message, failure: unknown): string {
  const error = failure instanceof Error ? failure.message : String(failure);
  return `Gave up after ${delivery} deliveries. Last error: ${error}`;
}

function defer({ envelope: { delivery } }: Message, error: unknown): Action {
  return { kind: 'defer', seconds: secondsBeforeDelivery(delivery), error };
}

function parkEvent(invocation: FailedInvocation, reason: string, taskArn?: string): ParkEvent {
  return {
    kind: 'park',
    what: 'event',
    invocation,
    reason,
    ...(taskArn !== undefined && { taskArn }),
  };
}

function parkMessage(reason: string): ParkMessage {
  return { kind: 'park', what: 'message', reason };
}
