// Writes a message that can't be read as one for the parked queue: as it was, with the reason and where it came from.
import { type MessageAttributeValue } from '@aws-sdk/client-sqs';
import {
  formatS3Uri,
  functionOfQueue,
  isRequestId,
  MAX_MESSAGE_ATTRIBUTES,
  MAX_MESSAGE_BYTES,
  messageBytes,
  readFailureAttributes,
  writeFailureAttributes,
} from '@immortal/shared';
import { type SQSMessageAttribute, type SQSRecord } from 'aws-lambda';
import { type HandOverDeps, storeEvent } from './hand-over';
import { type OutgoingMessage, queueNameOf } from './queues';

type Attributes = Record<string, MessageAttributeValue>;

/**
 * What does not fit any more with the reason beside it loses first the attributes that nobody reads, and then puts its
 * body into S3.
 *
 * @throws whatever the SDK throws
 */
export async function parkedMessage(
  record: SQSRecord,
  reason: string,
  deps: HandOverDeps,
): Promise<OutgoingMessage> {
  const { body, messageId } = record;
  const queue = queueNameOf(record);
  const functionName = functionOfQueue(queue) ?? '';
  const own = writeFailureAttributes({ reason, queue, functionName });
  const needed = { ...neededAttributes(record), ...own };
  for (const attributes of [withOthers(needed, originalAttributes(record)), needed]) {
    if (messageBytes(body, attributes) <= MAX_MESSAGE_BYTES) return { body, attributes };
  }
  const owner = ownerOf(record) ?? { functionName: queue, requestId: messageId };
  const { s3 } = await storeEvent(owner, body, deps);
  const eventS3 = formatS3Uri(s3);
  return {
    body: JSON.stringify(`The message lies in ${eventS3}`),
    attributes: { ...needed, ...writeFailureAttributes({ eventS3 }) },
  };
}

/** Where its event would be kept; undefined if it does not say so. */
function ownerOf(record: SQSRecord) {
  const { requestId } = readFailureAttributes(
    (name) => record.messageAttributes[name]?.stringValue,
  );
  const functionName = functionOfQueue(queueNameOf(record));
  if (functionName === undefined || requestId === undefined) return undefined;
  return isRequestId(requestId) ? { functionName, requestId } : undefined;
}

/** Those by which the message is read again when it is moved back; a new round of attempts then begins anyway. */
function neededAttributes({ messageAttributes }: SQSRecord): Attributes {
  const values = readFailureAttributes((name) => messageAttributes[name]?.stringValue);
  return writeFailureAttributes({ ...values, firstAttempt: '' });
}

function originalAttributes({ messageAttributes }: SQSRecord): Attributes {
  const entries = Object.entries(messageAttributes).flatMap(([name, attribute]) => {
    const value = valueOf(attribute);
    return value ? [[name, { DataType: attribute.dataType, ...value }] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** SQS takes no attribute without a value. */
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
