// Writes a failed invocation as a message: to request the next attempt, or to park it with its reason.
import {
  failureQueueOf,
  formatS3Uri,
  MAX_MESSAGE_BYTES,
  messageBytes,
  type FailureAttributes,
  writeFailureAttributes,
} from '@immortal/shared';
import { type Deps } from '../deps';
import { type FailedInvocation } from '../read/failed-invocation';
import { loadEvent, storeEvent, type StoredEvent } from './event-offload';
import { type OutgoingMessage } from './queues';

/** The message that requests the next attempt, for the function's failure queue. */
export function messageForNextAttempt(invocation: FailedInvocation): OutgoingMessage {
  const { event, firstAttempt, uncountedAttempts } = invocation;
  const values = {
    ...attributesOf(invocation),
    firstAttempt: String(firstAttempt),
    ...(uncountedAttempts > 0 && { uncountedAttempts: String(uncountedAttempts) }),
  };
  const message =
    'text' in event
      ? { body: event.text, attributes: writeFailureAttributes(values) }
      : byReference(values, event);
  return { ...message, ...traceOf(invocation) };
}

interface About {
  readonly reason: string;
  readonly taskArn?: string;
}

/**
 * The message for the parked queue. Its body is the event, unless the event does not fit or is confidential.
 *
 * @throws whatever the SDK throws
 */
export async function messageForParkedQueue(
  invocation: FailedInvocation,
  about: About,
  deps: Deps,
): Promise<OutgoingMessage> {
  return { ...(await parkedMessage(invocation, about, deps)), ...traceOf(invocation) };
}

function traceOf({ traceHeader }: FailedInvocation): Pick<OutgoingMessage, 'traceHeader'> {
  return traceHeader === undefined ? {} : { traceHeader };
}

async function parkedMessage(
  invocation: FailedInvocation,
  about: About,
  deps: Deps,
): Promise<OutgoingMessage> {
  const { functionName, event } = invocation;
  const policy = deps.environment.functions.get(functionName)?.policy;
  const queue = failureQueueOf(functionName);
  const values = { ...attributesOf(invocation), ...about, functionName, queue };
  if ('text' in event) {
    const message = { body: event.text, attributes: writeFailureAttributes(values) };
    if (fits(message) && policy?.handOver !== 'always') return message;
    return byReference(values, await storeEvent(invocation, event.text, deps));
  }
  if (policy?.handOver !== 'large') return byReference(values, event);
  return withEventOf(event, values, deps);
}

/** A stored event that can't be read, because a person deleted it for example, does not keep its message from being parked. */
async function withEventOf(
  event: StoredEvent,
  values: FailureAttributes & { readonly reason: string },
  deps: Deps,
): Promise<OutgoingMessage> {
  try {
    const body = await loadEvent(event.s3, deps);
    const message = { body, attributes: writeFailureAttributes(values) };
    return fits(message) ? message : byReference(values, event);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const reason = `${values.reason} Its stored event could not be read: ${why}`;
    return byReference({ ...values, reason }, event);
  }
}

function fits({ body, attributes }: OutgoingMessage): boolean {
  return messageBytes(body, attributes) <= MAX_MESSAGE_BYTES;
}

/** An attempt counts once it was requested, whether or not its container ran: its client tokens are used up. */
function attributesOf(invocation: FailedInvocation): FailureAttributes {
  const { requestId, errorCode, errorMessage, functionVersion, attempt } = invocation;
  return {
    requestId,
    ...(errorCode !== undefined && { errorCode }),
    ...(errorMessage !== undefined && { errorMessage }),
    ...(functionVersion !== undefined && { functionVersion }),
    attempts: String(attempt),
  };
}

function byReference(values: FailureAttributes, { s3 }: StoredEvent): OutgoingMessage {
  const eventS3 = formatS3Uri(s3);
  const body = JSON.stringify(`The event is stored in ${eventS3}`);
  return { body, attributes: writeFailureAttributes({ ...values, eventS3 }) };
}
