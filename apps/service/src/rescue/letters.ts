// Writes a failed invocation as a message: for another attempt, or to be parked with its reason.
import {
  failureQueueOf,
  formatS3Uri,
  MAX_MESSAGE_BYTES,
  messageBytes,
  type FailureAttributes,
  type RescuePolicy,
  writeFailureAttributes,
} from '@immortal/shared';
import { type FailedInvocation } from './failed-invocation';
import { type HandOverDeps, loadEvent, storeEvent } from './hand-over';
import { type OutgoingMessage } from './queues';

/** The message that asks for the next attempt; it belongs into the function's failure queue. */
export function nextAttempt(invocation: FailedInvocation): OutgoingMessage {
  const { event, firstAttempt } = invocation;
  const values = { ...facts(invocation), firstAttempt: String(firstAttempt) };
  if ('text' in event) return { body: event.text, attributes: writeFailureAttributes(values) };
  return byReference(values, formatS3Uri(event.s3));
}

/**
 * The message for the parked queue: the event as its body, unless it does not fit or is not for everybody's eyes.
 *
 * @param policy of the function; undefined when it has none any more
 * @throws whatever the SDK throws
 */
export async function parkedInvocation(
  invocation: FailedInvocation,
  policy: RescuePolicy | undefined,
  about: { readonly reason: string; readonly taskArn?: string },
  deps: HandOverDeps,
): Promise<OutgoingMessage> {
  const { functionName, event } = invocation;
  const queue = failureQueueOf(functionName);
  const values = { ...facts(invocation), ...about, functionName, queue };
  if ('s3' in event && policy?.handOver === 'always') {
    return byReference(values, formatS3Uri(event.s3));
  }
  const body = 'text' in event ? event.text : await loadEvent(event.s3, deps);
  const attributes = writeFailureAttributes(values);
  if (messageBytes(body, attributes) <= MAX_MESSAGE_BYTES) return { body, attributes };
  const stored = 's3' in event ? event : await storeEvent(invocation, event.text, deps);
  return byReference(values, formatS3Uri(stored.s3));
}

/** An attempt that was asked for counts, whether or not its container came to run: its client tokens are used up. */
function facts(invocation: FailedInvocation): FailureAttributes {
  const { requestId, errorCode, errorMessage, functionVersion, attempt } = invocation;
  return {
    requestId,
    ...(errorCode !== undefined && { errorCode }),
    ...(errorMessage !== undefined && { errorMessage }),
    ...(functionVersion !== undefined && { functionVersion }),
    attempts: String(attempt),
  };
}

function byReference(values: FailureAttributes, eventS3: string): OutgoingMessage {
  const body = JSON.stringify(`The event lies in ${eventS3}`);
  return { body, attributes: writeFailureAttributes({ ...values, eventS3 }) };
}
