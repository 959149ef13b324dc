// Finds the parked queue of a stack, and how many messages it has as far as SQS can tell.
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { RefusalError } from '../errors';
import { parkedQueueOf } from '../stack';

export interface ParkedQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  /** SQS's approximate count, which includes the messages that a reader has received. */
  readonly approximateMessages: number;
  /** Seconds after which SQS deletes a message. */
  readonly retentionSeconds: number;
}

/**
 * @throws {RefusalError} if there is no such queue
 * @throws any other error of the SDK
 */
export async function openParkedQueue(stack: string, sqs: SQSClient): Promise<ParkedQueue> {
  const name = parkedQueueOf(stack);
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
 * @throws {RefusalError} if there is no such queue; SQS answers the same if the caller has no permission to see it
 * @throws any other error of the SDK
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
