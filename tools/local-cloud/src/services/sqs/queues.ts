// The queues as the other services of the local cloud use them: typed calls, no HTTP.
import { TRACE_ATTRIBUTE } from '@immortal/shared';
import { SQS_DEFAULT_ATTRIBUTES } from '../../kernel/aws-limits';
import { type MessageAttribute } from './message-attributes';
import { readQueueProperties, type QueueDeclaration } from './queue-properties';
import type { SqsInput } from './input';
import { type SqsService, type Wait } from './sqs-service';
import { KEPT_AS } from './trace-headers';

/** A message attribute to send: text, or a number with `DataType: 'Number'`. */
export type Attributes = Readonly<Record<string, MessageAttribute>>;

/** A received message, in the shape that a Lambda event of SQS carries. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  /** System attributes: ApproximateReceiveCount, SentTimestamp (ms since 1970), SenderId … */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, ReceivedAttribute>>;
}

export interface ReceivedAttribute {
  readonly dataType: string;
  readonly stringValue?: string;
  /** Base64. */
  readonly binaryValue?: string;
  readonly stringListValues: readonly never[];
  readonly binaryListValues: readonly never[];
}

export interface ReceiveOptions {
  /** 1 to 10. */
  readonly max: number;
  /** 0 to 20; how long to wait for a first message. */
  readonly waitSeconds: number;
  /** 0 to 43,200; the queue's own when it is not given. */
  readonly visibilityTimeoutSeconds?: number;
}

/** Messages by state. Those whose timeout has just ended move on with the next receive. */
export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** Every method throws ApiError with AWS's code, such as QueueDoesNotExist. */
export class Queues {
  constructor(private readonly service: SqsService) {}

  /**
   * Creates a queue from its CloudFormation properties.
   *
   * @throws ApiError also when its redrive policy names a queue that does not exist
   */
  async create(declaration: QueueDeclaration): Promise<void> {
    const { name: QueueName, attributes: Attributes, tags } = readQueueProperties(declaration);
    await this.service.call('CreateQueue', { QueueName, Attributes, tags });
  }

  /** Gives a queue its properties; one that it had before and has no more gets AWS's default. */
  async update(queue: QueueDeclaration, before: QueueDeclaration): Promise<void> {
    const { name, attributes } = readQueueProperties(queue);
    const gone = Object.keys(readQueueProperties(before).attributes)
      .filter((attribute) => !(attribute in attributes))
      .map((attribute) => [attribute, SQS_DEFAULT_ATTRIBUTES[attribute] ?? '']);
    const Attributes = { ...attributes, ...(Object.fromEntries(gone) as Record<string, string>) };
    const QueueUrl = this.service.names.outer(name);
    await this.service.call('SetQueueAttributes', { QueueUrl, Attributes });
  }

  async deleteQueue(queueArn: string): Promise<void> {
    await this.#call('DeleteQueue', queueArn, {});
  }

  /**
   * @param attributes also as fauxqs keeps them, with the tracing header among them
   * @returns the message's id
   */
  async send(
    queueArn: string,
    body: string,
    attributes: Attributes = {},
    traceHeader?: string,
  ): Promise<string> {
    const { [KEPT_AS]: kept, ...others } = attributes;
    const header = traceHeader ?? kept?.StringValue;
    const call = {
      MessageBody: body,
      MessageAttributes: others,
      ...(header !== undefined && { MessageSystemAttributes: systemAttributes(header) }),
    };
    const { MessageId } = await this.#call('SendMessage', queueArn, call);
    return String(MessageId);
  }

  /** @returns no messages if none arrives in time, or if the storage is closed while it waits */
  async receive(queueArn: string, options: ReceiveOptions): Promise<ReceivedMessage[]> {
    const { Messages } = await this.#call('ReceiveMessage', queueArn, {
      MaxNumberOfMessages: options.max,
      WaitTimeSeconds: options.waitSeconds,
      VisibilityTimeout: options.visibilityTimeoutSeconds,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    return ((Messages ?? []) as unknown as SqsMessage[]).map(asReceived);
  }

  async delete(queueArn: string, receiptHandle: string): Promise<void> {
    await this.#call('DeleteMessage', queueArn, { ReceiptHandle: receiptHandle });
  }

  /** @param seconds 0 makes the message visible at once */
  async changeVisibility(queueArn: string, receiptHandle: string, seconds: number): Promise<void> {
    const call = { ReceiptHandle: receiptHandle, VisibilityTimeout: seconds };
    await this.#call('ChangeMessageVisibility', queueArn, call);
  }

  giveBack(queueArn: string, receiptHandle: string): Wait {
    return this.service.giveBack(queueArn, receiptHandle);
  }

  async depth(queueArn: string): Promise<QueueDepth> {
    const { Attributes } = await this.#call('GetQueueAttributes', queueArn, {
      AttributeNames: ['All'],
    });
    const count = (state: string) =>
      Number((Attributes as Record<string, string>)[`ApproximateNumberOfMessages${state}`]);
    return { visible: count(''), inFlight: count('NotVisible'), delayed: count('Delayed') };
  }

  #call(action: string, queueArn: string, input: SqsInput): Promise<SqsInput> {
    const { names } = this.service;
    return this.service.call(action, { QueueUrl: names.outer(names.ofArn(queueArn)), ...input });
  }
}

const systemAttributes = (traceHeader: string) => ({
  [TRACE_ATTRIBUTE]: { DataType: 'String', StringValue: traceHeader },
});

/** A message of ReceiveMessage. */
interface SqsMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>;
}

const asReceived = (message: SqsMessage): ReceivedMessage => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  md5OfBody: message.MD5OfBody,
  attributes: message.Attributes ?? {},
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, attribute]) => [
      name,
      asReceivedAttribute(attribute),
    ]),
  ),
});

const asReceivedAttribute = (attribute: MessageAttribute): ReceivedAttribute => ({
  dataType: attribute.DataType,
  ...(attribute.StringValue !== undefined && { stringValue: attribute.StringValue }),
  ...(attribute.BinaryValue !== undefined && { binaryValue: attribute.BinaryValue }),
  stringListValues: [],
  binaryListValues: [],
});
