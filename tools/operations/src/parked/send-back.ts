// Moves one parked message back into the queue where it runs again.
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { TRACE_ATTRIBUTE } from '@immortal/shared';
import { explain } from '../aws/aws-failure';
import { RefusalError } from '../errors';
import { type ParkedMessage } from './parked-message';
import { type Reading } from './reading';
import { type Target } from './targets';

/**
 * Sends the message and then deletes it here. In this order, a crash between the two leaves it in both queues, never in
 * neither. The attributes stay: the reason tells the secondary that an operator has decided.
 *
 * @throws {RefusalError} if it was sent and could not be deleted
 * @throws the error of the SDK if it could not be sent
 */
export async function sendBack(
  message: ParkedMessage,
  target: Target,
  reading: Reading,
  sqs: SQSClient,
): Promise<void> {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: target.url,
      MessageBody: message.body,
      MessageAttributes: message.messageAttributes,
      ...systemAttributesOf(message),
    }),
  );
  try {
    await reading.delete(message);
  } catch (cause) {
    throw new RefusalError(
      `It was sent to ${target.name}, but could not be deleted here: ${explain(cause) ?? String(cause)} ` +
        `So it is in both: npm run parked -- drop ${message.messageId}`,
      { cause },
    );
  }
}

function systemAttributesOf({ traceHeader }: ParkedMessage) {
  if (traceHeader === undefined) return {};
  const header = { DataType: 'String', StringValue: traceHeader };
  return { MessageSystemAttributes: { [TRACE_ATTRIBUTE]: header } };
}
