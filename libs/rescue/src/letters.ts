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
import { type HandOverDeps, loadEvent, storeEvent, type StoredEvent } from './hand-over';
import { type OutgoingMessage } from './queues';

/** The message that asks for the next attempt; it belongs into the function's failure queue. */
export function nextAttempt(invocation: FailedInvocation): OutgoingMessage {
  const { event, firstAttempt } = invocation;
  const values = { ...facts(invocation), firstAttempt: String(firstAttempt) };
  if ('text' in event) return { body: event.text, attributes: writeFailureAttributes(values) };
  return byReference(values, event);
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
  if ('text' in event) {
    const letter = { body: event.text, attributes: writeFailureAttributes(values) };
    if (fits(letter) && policy?.handOver !== 'always') return letter;
    return byReference(values, await storeEvent(invocation, event.text, deps));
  }
  if (policy?.handOver !== 'large') return byReference(values, event);
  return withEventOf(event, values, deps);
}

/** An event that can't be read where it should lie (somebody has deleted it, say) must not keep its message from being parked. */
async function withEventOf(
  event: StoredEvent,
  values: FailureAttributes & { readonly reason: string },
  deps: HandOverDeps,
): Promise<OutgoingMessage> {
  try {
    const body = await loadEvent(event.s3, deps);
    const letter = { body, attributes: writeFailureAttributes(values) };
    return fits(letter) ? letter : byReference(values, event);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const reason = `${values.reason} Its event could not be read either: ${why}`;
    return byReference({ ...values, reason }, event);
  }
}

function fits({ body, attributes }: OutgoingMessage): boolean {
  return messageBytes(body, attributes) <= MAX_MESSAGE_BYTES;
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

function byReference(values: FailureAttributes, { s3 }: StoredEvent): OutgoingMessage {
  const eventS3 = formatS3Uri(s3);
  const body = JSON.stringify(`The event lies in ${eventS3}`);
  return { body, attributes: writeFailureAttributes({ ...values, eventS3 }) };
}
