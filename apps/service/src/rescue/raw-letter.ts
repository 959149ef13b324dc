// Writes a message that can't be read as one for the parked queue: as it was, with the reason and where it came from.
import { type MessageAttributeValue } from '@aws-sdk/client-sqs';
import {
  formatS3Uri,
  functionOfQueue,
  MAX_MESSAGE_ATTRIBUTES,
  MAX_MESSAGE_BYTES,
  messageBytes,
  writeFailureAttributes,
} from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { type HandOverDeps, storeEvent } from './hand-over';
import { type OutgoingMessage, queueNameOf } from './queues';

/** @throws whatever the SDK throws */
export async function parkedMessage(
  record: SQSRecord,
  reason: string,
  deps: HandOverDeps,
): Promise<OutgoingMessage> {
  const { body, messageId } = record;
  const queue = queueNameOf(record);
  const functionName = functionOfQueue(queue) ?? '';
  const given = originalAttributes(record);
  const own = writeFailureAttributes({ reason, queue, functionName });
  if (messageBytes(body, { ...textOf(given), ...own }) <= MAX_MESSAGE_BYTES) {
    return { body, attributes: together(given, own) };
  }
  const { s3 } = await storeEvent({ functionName: queue, requestId: messageId }, body, deps);
  const eventS3 = formatS3Uri(s3);
  return {
    body: JSON.stringify(`The message lies in ${eventS3}`),
    attributes: together(given, { ...own, ...writeFailureAttributes({ eventS3 }) }),
  };
}

type Attributes = Record<string, MessageAttributeValue>;

function originalAttributes({ messageAttributes }: SQSRecord): Attributes {
  const entries = Object.entries(messageAttributes).map(([name, attribute]) => {
    const { dataType: DataType, stringValue, binaryValue } = attribute;
    const value =
      binaryValue === undefined
        ? { StringValue: stringValue ?? '' }
        : { BinaryValue: Buffer.from(binaryValue, 'base64') };
    return [name, { DataType, ...value }] as const;
  });
  return Object.fromEntries(entries);
}

/** Ours are never dropped; SQS takes ten in all. */
function together(given: Attributes, own: Attributes): Attributes {
  const room = MAX_MESSAGE_ATTRIBUTES - Object.keys(own).length;
  const others = Object.entries(given).filter(([name]) => !(name in own));
  return { ...Object.fromEntries(others.slice(0, room)), ...own };
}

/** For counting bytes. */
function textOf(attributes: Attributes) {
  const entries = Object.entries(attributes).map(
    ([name, { DataType = '', StringValue, BinaryValue }]) => {
      const value = StringValue ?? Buffer.from(BinaryValue ?? []).toString('latin1');
      return [name, { DataType, StringValue: value }] as const;
    },
  );
  return Object.fromEntries(entries);
}
