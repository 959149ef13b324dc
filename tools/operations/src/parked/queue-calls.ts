// The calls of SQS that read a queue, release its messages, and delete them.
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** The most messages in one call. */
export const BATCH = 10;

/** A long poll queries all of SQS's servers. */
const WAIT_SECONDS = 1;

/** Every method throws the errors of the SDK. */
export class QueueCalls {
  /** @param hiddenSeconds how long a received message is hidden */
  constructor(
    private readonly sqs: SQSClient,
    private readonly url: string,
    readonly hiddenSeconds: number,
  ) {}

  async receive(): Promise<readonly Message[]> {
    const { Messages = [] } = await this.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: this.url,
        MaxNumberOfMessages: BATCH,
        WaitTimeSeconds: WAIT_SECONDS,
        VisibilityTimeout: this.hiddenSeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  }

  /** Hides a received message again. @returns false if it has become visible, or was deleted, meanwhile */
  async hide(ReceiptHandle: string): Promise<boolean> {
    const input = { QueueUrl: this.url, ReceiptHandle, VisibilityTimeout: this.hiddenSeconds };
    try {
      await this.sqs.send(new ChangeMessageVisibilityCommand(input));
      return true;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }

  async delete(ReceiptHandle: string): Promise<void> {
    await this.sqs.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle }));
  }

  /**
   * Makes messages visible. The answer's `Failed` lists those that already are, which is not a failure here.
   *
   * @param handles at most ten
   */
  async show(handles: readonly string[]): Promise<void> {
    const Entries = handles.map((ReceiptHandle, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    await this.sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.url, Entries }));
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^(MessageNotInflight|ReceiptHandleIsInvalid|InvalidParameterValue)/.test(error.name);
}
