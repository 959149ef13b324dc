// Finds the rescue that a task or a message belongs to. The queue determines the function: what a message says is a claim.
import {
  FAILURE_ATTRIBUTES,
  type FailureAttributes,
  functionOfQueue,
  readFailureAttributes,
  readTaskIdentity,
  taskOutcome,
  type TaskNames,
} from '@immortal/shared';
import type { Correlation, QueuedMessage } from '../kernel/correlation';
import type { RescueId } from '../timeline';

/** @returns undefined for a task that does not run a rescue */
export function rescueOfTask(task: TaskNames): RescueId | undefined {
  const identity = readTaskIdentity(task);
  return identity && { function: identity.functionName, requestId: identity.requestId };
}

/**
 * @param queue the name of the queue that the message is in
 * @returns undefined for a message without a request id; the function is empty if the queue is not a failure queue
 */
export function rescueOfMessage(
  queue: string,
  { messageAttributes, body }: QueuedMessage,
): RescueId | undefined {
  const { requestId } = readFailureAttributes((name) => messageAttributes[name]?.stringValue);
  if (requestId === undefined) return rescueInTaskEvent(body);
  return { function: functionOfQueue(queue) ?? '', requestId };
}

/**
 * The rescue of a message in a dead-letter queue.
 *
 * @param from the name of the queue that SQS moved it from; undefined if it was sent
 */
export function rescueOfDeadLetter(
  from: string | undefined,
  attributes: Readonly<Record<string, string>>,
): RescueId | undefined {
  const claims = readFailureAttributes((name) => attributes[name]);
  const { requestId } = claims;
  return requestId === undefined ? undefined : { function: ownerOf(from, claims), requestId };
}

/** The function that a dead letter belongs to: by the queue that SQS moved it from, or else by the message's claims. */
export function ownerOf(
  from: string | undefined,
  { queue, functionName }: FailureAttributes,
): string {
  return functionOfQueue(from ?? queue ?? '') ?? functionName ?? '';
}

/** The event about a stopped task names the rescue. */
function rescueInTaskEvent(body: string): RescueId | undefined {
  if (!body.includes('"startedBy"')) return undefined;
  try {
    const { detail } = JSON.parse(body) as { detail?: TaskNames };
    return rescueOfTask(detail ?? {});
  } catch {
    return undefined; // not an event about a task
  }
}

/**
 * Before the function begins, the runner itself may warn, in JSON. The first line of anything else is the function's, or
 * comes after its end.
 */
export function isOfFunction(line: string): boolean {
  return !/^\{"level":"WARN",.*"service":"runner"/.test(line);
}

/** Rescues: what the timeline shows together. */
export const RESCUES: Correlation = {
  ofTask: rescueOfTask,
  outcomeOf: taskOutcome,
  ofMessage: rescueOfMessage,
  ofDeadLetter: (from, attributes) => {
    const reason = attributes[FAILURE_ATTRIBUTES.reason.name];
    return { ...rescueOfDeadLetter(from, attributes), ...(reason !== undefined && { reason }) };
  },
  isOfFunction,
};
