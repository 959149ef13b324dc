// Finds the queue in which a parked message runs again.
import { type SQSClient } from '@aws-sdk/client-sqs';
import { RefusalError } from '../errors';
import { type ParkedMessage } from './parked-message';
import { type ParkedQueue, queueUrl } from './parked-queue';

export interface Target {
  readonly name: string;
  readonly url: string;
}

export class Targets {
  /** The URLs of the queues that were asked for, by name: many messages come from few queues. */
  private readonly urls = new Map<string, Promise<string>>();

  constructor(
    private readonly parked: ParkedQueue,
    private readonly sqs: SQSClient,
  ) {}

  /**
   * @param to the operator's choice, which wins
   * @throws {RefusalError} if nothing says where the message belongs, or there is no such queue
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
    const url = this.urls.get(name) ?? queueUrl(name, this.sqs, remedy);
    this.urls.set(name, url);
    return { name, url: await url };
  }
}
