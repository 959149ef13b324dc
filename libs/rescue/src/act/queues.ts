// Sends to the queues of the stack by name: their URLs differ in nothing else.
import {
  ChangeMessageVisibilityCommand,
  type MessageAttributeValue,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { failureQueueOf } from '@immortal/shared';
import { type Deps } from '../deps';
import { type Envelope } from '../read/envelope';

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes: Record<string, MessageAttributeValue>;
}

type QueueDeps = Pick<Deps, 'sqs' | 'environment'>;

/**
 * @param delaySeconds before the message can be received; SQS takes up to 900
 * @throws whatever the SDK throws
 */
export async function sendToFailureQueue(
  functionName: string,
  message: OutgoingMessage,
  delaySeconds: number,
  deps: QueueDeps,
): Promise<void> {
  await send(failureQueueOf(functionName), message, delaySeconds, deps);
}

/** @throws whatever the SDK throws */
export async function park(message: OutgoingMessage, deps: QueueDeps): Promise<void> {
  await send(deps.environment.parkedQueue.replace(/^.*\//, ''), message, 0, deps);
}

async function send(
  queueName: string,
  { body, attributes }: OutgoingMessage,
  delaySeconds: number,
  deps: QueueDeps,
): Promise<void> {
  await deps.sqs.send(
    new SendMessageCommand({
      QueueUrl: urlOf(queueName, deps),
      MessageBody: body,
      MessageAttributes: attributes,
      ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
    }),
  );
}

/**
 * Hides a received message for a while.
 *
 * @throws whatever the SDK throws
 */
export async function hide(
  { queueName, receiptHandle }: Envelope,
  seconds: number,
  deps: QueueDeps,
): Promise<void> {
  await deps.sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: urlOf(queueName, deps),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}

function urlOf(queueName: string, { environment }: QueueDeps): string {
  return environment.parkedQueue.replace(/[^/]*$/, queueName);
}
