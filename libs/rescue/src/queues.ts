// The queues that lie beside each other in the stack: by name, since their URLs differ in nothing else.
import {
  ChangeMessageVisibilityCommand,
  type MessageAttributeValue,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type SQSRecord } from 'aws-lambda';
import { type Environment } from './environment';

export interface QueueDeps {
  readonly sqs: SQSClient;
  readonly environment: Pick<Environment, 'parkedQueue'>;
}

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes: Record<string, MessageAttributeValue>;
}

/** The name of the queue in which a message was found. */
export function queueNameOf({ eventSourceARN }: Pick<SQSRecord, 'eventSourceARN'>): string {
  return eventSourceARN.replace(/^.*:/, '');
}

/**
 * @param delaySeconds before it can be received; SQS takes up to 900
 * @throws whatever the SDK throws
 */
export async function sendTo(
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

/** @throws whatever the SDK throws */
export async function park(message: OutgoingMessage, deps: QueueDeps): Promise<void> {
  await sendTo(deps.environment.parkedQueue.replace(/^.*\//, ''), message, 0, deps);
}

/**
 * Hides a received message for a while.
 *
 * @throws whatever the SDK throws
 */
export async function hide(record: SQSRecord, seconds: number, deps: QueueDeps): Promise<void> {
  await deps.sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: urlOf(queueNameOf(record), deps),
      ReceiptHandle: record.receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}

function urlOf(queueName: string, { environment }: QueueDeps): string {
  return environment.parkedQueue.replace(/[^/]*$/, queueName);
}
