// Sends to the queues of the stack by name: their URLs differ in nothing else.
import {
  ChangeMessageVisibilityCommand,
  type MessageAttributeValue,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { failureQueueOf, TRACE_ATTRIBUTE } from '@immortal/shared';
import { type Deps } from '../deps';
import { type Envelope } from '../read/envelope';

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes: Record<string, MessageAttributeValue>;
  readonly traceHeader?: string;
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
  { body, attributes, traceHeader }: OutgoingMessage,
  delaySeconds: number,
  deps: QueueDeps,
): Promise<void> {
  await deps.sqs.send(
    new SendMessageCommand({
      QueueUrl: urlOf(queueName, deps),
      MessageBody: body,
      MessageAttributes: attributes,
      ...(traceHeader !== undefined && { MessageSystemAttributes: traced(traceHeader) }),
      ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
    }),
  );
}

/**
 * Without it, SQS would take the header of this call, which has the lineage of the secondary. SQS counts it neither as an
 * attribute nor in the message's size: https://docs.aws.amazon.com/xray/latest/devguide/xray-services-sqs.html
 */
function traced(traceHeader: string) {
  return { [TRACE_ATTRIBUTE]: { DataType: 'String', StringValue: traceHeader } };
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
