// Finds the queue from which a parked message runs again.
import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { RefusalError } from '../errors';
import { type ParkedMessage } from './parked-message';
import { type ParkedQueue, queueUrl } from './parked-queue';

export interface Target {
  readonly name: string;
  readonly url: string;
}

export class Targets {
  /** The queues already looked up, by name: many messages come from few queues. */
  private readonly known = new Map<string, Promise<Target>>();

  constructor(
    private readonly parked: ParkedQueue,
    private readonly sqs: SQSClient,
  ) {}

  /**
   * @param to the operator's choice, which wins
   * @throws {RefusalError} if the message's queue is unknown, does not exist, or does not belong to this stack
   */
  async of({ messageId, queue }: ParkedMessage, to?: string): Promise<Target> {
    const name = to ?? queue;
    const remedy = `Name one: npm run parked -- redrive ${messageId} --to QUEUE`;
    if (name === undefined) {
      throw new RefusalError(
        `Message ${messageId} does not say which queue it came from. ${remedy}`,
      );
    }
    if (name === this.parked.name) {
      throw new RefusalError(`Message ${messageId} would only come back to ${name}. ${remedy}`);
    }
    const target = this.known.get(name) ?? this.find(name, remedy);
    this.known.set(name, target);
    return target;
  }

  private async find(name: string, remedy: string): Promise<Target> {
    const url = await queueUrl(name, this.sqs, remedy);
    if (await this.isOfStack(url)) return { name, url };
    throw new RefusalError(
      `The queue ${name} does not belong to this stack: its dead letters do not go to ${this.parked.name}. ${remedy}`,
    );
  }

  /**
   * By the redrive policy, which every queue has that the secondary reads. A message can claim to come from any queue, and
   * its body must not reach a queue of another stack.
   */
  private async isOfStack(url: string): Promise<boolean> {
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['RedrivePolicy'] }),
    );
    return deadLetterTargetOf(Attributes.RedrivePolicy) === this.parked.arn;
  }
}

function deadLetterTargetOf(redrivePolicy: string | undefined): unknown {
  const policy = JSON.parse(redrivePolicy ?? '{}') as { readonly deadLetterTargetArn?: unknown };
  return policy.deadLetterTargetArn;
}
