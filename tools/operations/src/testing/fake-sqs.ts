// SQS as far as the specs need it: queues in memory, whose messages are hidden once they are received.
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  MessageNotInflight,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';

const PAGE = 10;
const RETENTION_SECONDS = '1209600';
const $metadata = {};

export class FakeSqs {
  readonly client = new SQSClient({ region: 'eu-west-1' });
  readonly stub = mockClient(this.client);
  private readonly queues: ReadonlyMap<string, Map<string, Message>>;
  private count = 0;

  /** @param names of the queues that exist */
  constructor(...names: string[]) {
    this.queues = new Map(names.map((name) => [name, new Map<string, Message>()]));
    this.answerReads();
    this.answerChanges();
  }

  put(queue: string, id: string, message: Message = {}): void {
    this.queue(queue).set(id, { Body: '{}', ...message, MessageId: id });
  }

  /** All messages of a queue, hidden or not. */
  messagesIn(queue: string): readonly Message[] {
    return [...this.queue(queue).values()];
  }

  /** The ids of the messages that can't be received at the moment. */
  hiddenIn(queue: string): readonly (string | undefined)[] {
    const hidden = this.messagesIn(queue).filter((one) => one.ReceiptHandle !== undefined);
    return hidden.map(({ MessageId }) => MessageId);
  }

  /** Makes everything visible, as the end of a visibility timeout does. */
  showAll(queue: string): void {
    for (const message of this.queue(queue).values()) delete message.ReceiptHandle;
  }

  private answerReads(): void {
    this.stub.on(GetQueueUrlCommand).callsFake(({ QueueName = '' }) => {
      this.queue(String(QueueName));
      return { $metadata, QueueUrl: `https://sqs/1/${String(QueueName)}` };
    });
    this.stub.on(GetQueueAttributesCommand).callsFake(({ QueueUrl }) => ({
      $metadata,
      Attributes: {
        ApproximateNumberOfMessages: String(this.at(QueueUrl).size),
        MessageRetentionPeriod: RETENTION_SECONDS,
        QueueArn: arnOf(nameIn(QueueUrl)),
        ...this.redrivePolicyOf(nameIn(QueueUrl)),
      },
    }));
    this.stub.on(ReceiveMessageCommand).callsFake(({ QueueUrl }) => {
      const visible = [...this.at(QueueUrl).values()].filter((one) => !one.ReceiptHandle);
      const Messages = visible.slice(0, PAGE);
      for (const message of Messages) message.ReceiptHandle = `handle-${++this.count}`;
      return { $metadata, Messages: Messages.map((message) => ({ ...message })) };
    });
  }

  private answerChanges(): void {
    this.stub.on(SendMessageCommand).callsFake((input: SendMessageCommandInput) => {
      const { QueueUrl, MessageBody: Body, MessageAttributes } = input;
      const MessageId = `sent-${++this.count}`;
      this.at(QueueUrl).set(MessageId, { MessageId, Body, MessageAttributes });
      return { $metadata, MessageId };
    });
    this.stub.on(DeleteMessageCommand).callsFake(({ QueueUrl, ReceiptHandle }) => {
      this.at(QueueUrl).delete(this.heldBy(QueueUrl, ReceiptHandle)?.MessageId ?? '');
      return { $metadata };
    });
    this.stub.on(ChangeMessageVisibilityCommand).callsFake(({ QueueUrl, ReceiptHandle }) => {
      if (this.heldBy(QueueUrl, ReceiptHandle)) return { $metadata };
      throw new MessageNotInflight({ $metadata, message: 'It is not in flight.' });
    });
    this.stub.on(ChangeMessageVisibilityBatchCommand).callsFake(({ QueueUrl, Entries = [] }) => {
      for (const { ReceiptHandle } of Entries as { ReceiptHandle: string }[]) {
        const message = this.heldBy(QueueUrl, ReceiptHandle);
        if (message) delete message.ReceiptHandle;
      }
      return { $metadata, Successful: [], Failed: [] };
    });
  }

  /** The first queue is the dead-letter queue of the others with its stack's name. */
  private redrivePolicyOf(name: string): Record<string, string> {
    const [parked = ''] = this.queues.keys();
    const isOfStack = name.startsWith(parked.replace(/parked$/, '')) && name !== parked;
    if (!isOfStack) return {};
    return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(parked) }) };
  }

  private heldBy(url: unknown, handle: unknown): Message | undefined {
    return [...this.at(url).values()].find(({ ReceiptHandle }) => ReceiptHandle === handle);
  }

  private at(url: unknown): Map<string, Message> {
    return this.queue(nameIn(url));
  }

  private queue(name: string): Map<string, Message> {
    const queue = this.queues.get(name);
    if (queue) return queue;
    throw new QueueDoesNotExist({ $metadata, message: 'The specified queue does not exist.' });
  }
}

function nameIn(url: unknown): string {
  return String(url).replace(/^.*\//, '');
}

function arnOf(name: string): string {
  return `arn:aws:sqs:eu-west-1:123456789012:${name}`;
}
