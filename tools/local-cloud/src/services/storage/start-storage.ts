// What SQS and S3 hold, in one process: typed calls for their operations and for the other services.
import { Buckets } from '../s3/buckets';
import { startEngine } from './engine';
import {
  Queues,
  type Attributes,
  type QueueDepth,
  type ReceivedMessage,
  type ReceiveOptions,
} from '../sqs/queues';
import { type QueueDeclaration } from '../sqs/queue-properties';
import { type StorageOptions } from '../sqs/queue-names';
import type { S3Request } from '../s3/request';
import { S3Service } from '../s3/s3-service';
import type { SqsInput } from '../sqs/input';
import { SqsService, type Wait } from '../sqs/sqs-service';
import type { InspectedMessage } from './stored-messages';
import type { WireResponse } from '../../kernel/wire';

/** Queues and buckets in memory. All calls throw ApiError with AWS's codes. */
export interface Storage {
  /** Makes a call of SQS's API, with queue URLs and ARNs as clients know them. */
  callSqs(operation: string, input: SqsInput): Promise<SqsInput>;
  /** Answers a request of an S3 client. */
  handleS3(request: S3Request): Promise<WireResponse>;
  /** The queue that a redrive policy names has to be there. */
  createQueue(queue: QueueDeclaration): Promise<void>;
  /** Gives a queue what its properties say, and AWS's defaults where they say no more what they said before. */
  updateQueue(queue: QueueDeclaration, before: QueueDeclaration): Promise<void>;
  deleteQueue(queueArn: string): Promise<void>;
  hasQueue(queueArn: string): Promise<boolean>;
  createBucket(name: string): Promise<void>;
  /** Throws BucketNotEmpty. */
  deleteBucket(name: string): Promise<void>;
  /** The keys in a bucket; undefined if there is no such bucket. */
  listKeys(bucket: string): Promise<string[] | undefined>;
  readObject(bucket: string, key: string): Promise<Buffer>;
  /** Gives the message's id. */
  sendMessage(
    queueArn: string,
    body: string,
    attributes?: Attributes,
    traceHeader?: string,
  ): Promise<string>;
  receiveMessages(queueArn: string, options: ReceiveOptions): Promise<ReceivedMessage[]>;
  deleteMessage(queueArn: string, receiptHandle: string): Promise<void>;
  changeVisibility(queueArn: string, receiptHandle: string, seconds: number): Promise<void>;
  /**
   * Ends the work on a message that has failed: it comes back when its visibility timeout ends,
   * no matter who has set it. Only the rest of it is scaled, from here on.
   */
  giveBack(queueArn: string, receiptHandle: string): Wait;
  queueDepth(queueArn: string): Promise<QueueDepth>;
  /** The name of the queue that a redrive policy has moved a message from; undefined for any other message. */
  sourceOf(messageId: string): string | undefined;
  /** All messages of a queue, without receiving them; none if there is no such queue. */
  messagesIn(queueArn: string): readonly InspectedMessage[];
  /**
   * Deletes a message that is not being received, without a receipt handle.
   * @returns whether it was there; one of a FIFO queue never is
   *
   * @param to the queue that it was sent back to
   */
  takeOut(queueArn: string, messageId: string, to?: string): boolean;
  /** Ends all waiting for messages, which then gives none. */
  endWaits(): Promise<void>;
  /** Ends all waiting too, and takes no more calls. */
  close(): Promise<void>;
}

/**
 * Starts SQS and S3 in this process. It opens no socket.
 *
 * @example
 * const storage = await startStorage({ region: 'eu-west-1', accountId: '000000000000', origin });
 * await storage.createQueue({ name: 'jobs', properties: { VisibilityTimeout: 60 } });
 */
export async function startStorage(options: StorageOptions): Promise<Storage> {
  const engine = await startEngine(options.region, options);
  const sqs = new SqsService(engine, options);
  const queues = new Queues(sqs);
  const { host } = new URL(options.origin);
  const s3 = new S3Service(engine, host);
  const buckets = new Buckets(engine, host);
  return {
    callSqs: (operation, input) => sqs.call(operation, input),
    handleS3: (request) => s3.handle(request),
    createQueue: (declaration) => queues.create(declaration),
    updateQueue: (queue, before) => queues.update(queue, before),
    deleteQueue: (arn) => queues.deleteQueue(arn),
    hasQueue: (arn) => sqs.has(arn),
    createBucket: (name) => buckets.create(name),
    deleteBucket: (name) => buckets.delete(name),
    listKeys: (bucket) => buckets.keys(bucket),
    readObject: (bucket, key) => buckets.read(bucket, key),
    sendMessage: (...message) => queues.send(...message),
    receiveMessages: (arn, receive) => queues.receive(arn, receive),
    deleteMessage: (arn, receiptHandle) => queues.delete(arn, receiptHandle),
    changeVisibility: (arn, receiptHandle, seconds) =>
      queues.changeVisibility(arn, receiptHandle, seconds),
    giveBack: (arn, receiptHandle) => queues.giveBack(arn, receiptHandle),
    queueDepth: (arn) => queues.depth(arn),
    sourceOf: (messageId) => engine.sourceOf(messageId),
    messagesIn: (arn) => engine.messages(sqs.innerUrlOf(arn)),
    takeOut: (arn, messageId, to) => engine.remove(sqs.innerUrlOf(arn), messageId, to),
    endWaits: () => engine.endWaits(),
    close: () => engine.close(),
  };
}
