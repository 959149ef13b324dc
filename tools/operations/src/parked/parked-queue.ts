// The parked queue of a stack: which one it is, and how much it holds as far as SQS says.
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { RefusalError } from '../errors';

export interface ParkedQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  /** SQS counts approximately; those that somebody is reading are among them. */
  readonly approximateMessages: number;
  /** Seconds after which SQS deletes a message. */
  readonly retentionSeconds: number;
}

/**
 * @throws {RefusalError} if there is no such queue
 * @throws whatever else the SDK throws
 */
export async function openParkedQueue(stack: string, sqs: SQSClient): Promise<ParkedQueue> {
  const name = `${stack}-parked`;
  const url = await queueUrl(name, sqs, 'Pass the right --stage, --service and --region.');
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  const counts = [
    Attributes.ApproximateNumberOfMessages,
    Attributes.ApproximateNumberOfMessagesNotVisible,
    Attributes.ApproximateNumberOfMessagesDelayed,
  ];
  return {
    name,
    url,
    arn: Attributes.QueueArn ?? '',
    approximateMessages: counts.reduce((sum, count) => sum + Number(count ?? 0), 0),
    retentionSeconds: Number(Attributes.MessageRetentionPeriod),
  };
}

/**
 * @param remedy what to do if there is none
 * @throws {RefusalError} if there is no such queue: SQS says the same of one that may not be seen
 * @throws whatever else the SDK throws
 */
export async function queueUrl(name: string, sqs: SQSClient, remedy: string): Promise<string> {
  try {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    return QueueUrl ?? '';
  } catch (cause) {
    if (!(cause instanceof QueueDoesNotExist)) throw cause;
    throw new RefusalError(
      `There is no queue ${name} in ${await sqs.config.region()}, or you may not see it (sqs:GetQueueUrl). ${remedy}`,
      { cause },
    );
  }
}
