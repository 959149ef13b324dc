// Copies a message that can't be read for the parked queue: unchanged, with the reason and the queue it came from.
import { type MessageAttributeValue } from '@aws-sdk/client-sqs';
import {
  formatS3Uri,
  isRequestId,
  MAX_MESSAGE_ATTRIBUTES,
  MAX_MESSAGE_BYTES,
  messageBytes,
  writeFailureAttributes,
} from '@immortal/shared';
import { type SQSMessageAttribute } from 'aws-lambda';
import { type Deps } from '../deps';
import { type Envelope } from '../read/envelope';
import { storeEvent } from './event-offload';
import { type OutgoingMessage } from './queues';

type Attributes = Record<string, MessageAttributeValue>;

/**
 * A message that no longer fits beside the reason first loses the attributes that the kit does not read. If it still
 * does not fit, its body is stored in S3.
 *
 * @throws whatever the SDK throws
 */
export async function copyForParkedQueue(
  envelope: Envelope,
  reason: string,
  deps: Deps,
): Promise<OutgoingMessage> {
  const { traceHeader } = envelope;
  const copy = await copyOf(envelope, reason, deps);
  return traceHeader === undefined ? copy : { ...copy, traceHeader };
}

async function copyOf(envelope: Envelope, reason: string, deps: Deps): Promise<OutgoingMessage> {
  const { queueName: queue, queueOwner: functionName = '', messageId } = envelope;
  const body = envelope.body.text;
  const own = writeFailureAttributes({ reason, queue, functionName });
  const needed = { ...neededAttributes(envelope), ...own };
  for (const attributes of [withOthers(needed, originalAttributes(envelope)), needed]) {
    if (messageBytes(body, attributes) <= MAX_MESSAGE_BYTES) return { body, attributes };
  }
  const owner = ownerOf(envelope) ?? { functionName: queue, requestId: messageId };
  const { s3 } = await storeEvent(owner, body, deps);
  const eventS3 = formatS3Uri(s3);
  return {
    body: JSON.stringify(`The message is stored in ${eventS3}`),
    attributes: { ...needed, ...writeFailureAttributes({ eventS3 }) },
  };
}

/** Whose event it would be; undefined if the message does not say so. */
function ownerOf({ queueOwner: functionName, attributes: { requestId } }: Envelope) {
  if (functionName === undefined || requestId === undefined) return undefined;
  return isRequestId(requestId) ? { functionName, requestId } : undefined;
}

/** Those that are read when the message is moved back. A new round of attempts then begins, so what describes the last one is left out. */
function neededAttributes({ attributes }: Envelope): Attributes {
  return writeFailureAttributes({ ...attributes, firstAttempt: '', uncountedAttempts: '' });
}

function originalAttributes({ messageAttributes }: Envelope): Attributes {
  const entries = Object.entries(messageAttributes).flatMap(([name, attribute]) => {
    const value = valueOf(attribute);
    return value ? [[name, { DataType: attribute.dataType, ...value }] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** SQS refuses an attribute without a value. */
function valueOf({ stringValue, binaryValue }: SQSMessageAttribute) {
  if (stringValue) return { StringValue: stringValue };
  return binaryValue ? { BinaryValue: Buffer.from(binaryValue, 'base64') } : undefined;
}

/** SQS takes ten in all. */
function withOthers(needed: Attributes, given: Attributes): Attributes {
  const room = Math.max(MAX_MESSAGE_ATTRIBUTES - Object.keys(needed).length, 0);
  const others = Object.entries(given).filter(([name]) => !(name in needed));
  return { ...Object.fromEntries(others.slice(0, room)), ...needed };
}
