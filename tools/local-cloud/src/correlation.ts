// Which rescue a task or a message belongs to. The function is the one whose queue it is: the rest, a message claims itself.
import {
  type FailureAttributes,
  functionOfQueue,
  readFailureAttributes,
  readTaskIdentity,
  type TaskNames,
} from '@immortal/shared';
import type { RescueId } from './timeline';

/** @returns undefined for a task that is no rescue */
export function rescueOfTask(task: TaskNames): RescueId | undefined {
  const identity = readTaskIdentity(task);
  return identity && { function: identity.functionName, requestId: identity.requestId };
}

/** What is read of a message. */
interface Message {
  readonly messageAttributes: Readonly<
    Record<string, { readonly stringValue?: string | undefined }>
  >;
  readonly body: string;
}

/**
 * @param queue the name of the queue that the message is in
 * @returns undefined for a message that names no request; its function is empty if the queue is no failure queue
 */
export function rescueOfMessage(
  queue: string,
  { messageAttributes, body }: Message,
): RescueId | undefined {
  const { requestId } = readFailureAttributes((name) => messageAttributes[name]?.stringValue);
  if (requestId === undefined) return rescueInTaskEvent(body);
  return { function: functionOfQueue(queue) ?? '', requestId };
}

/**
 * Of a message in a dead-letter queue.
 *
 * @param from the name of the queue that SQS has moved it from; undefined if it was sent
 */
export function rescueOfDeadLetter(
  from: string | undefined,
  attributes: Readonly<Record<string, string>>,
): RescueId | undefined {
  const claims = readFailureAttributes((name) => attributes[name]);
  const { requestId } = claims;
  return requestId === undefined ? undefined : { function: ownerOf(from, claims), requestId };
}

/** The function whose event a dead letter is: by where SQS has moved it from, then by what it says of itself. */
export function ownerOf(
  from: string | undefined,
  { queue, functionName }: FailureAttributes,
): string {
  return functionOfQueue(from ?? queue ?? '') ?? functionName ?? '';
}

/** The event of a task's end says which rescue it was. */
function rescueInTaskEvent(body: string): RescueId | undefined {
  if (!body.includes('"startedBy"')) return undefined;
  try {
    const { detail } = JSON.parse(body) as { detail?: TaskNames };
    return rescueOfTask(detail ?? {});
  } catch {
    return undefined; // no event of a task, whatever its text has in it
  }
}
