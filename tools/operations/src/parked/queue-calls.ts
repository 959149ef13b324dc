// The calls of SQS by which a queue is read, and messages are given back or taken away.
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** Messages that one call takes or gives. */
export const BATCH = 10;

/** A long poll asks all of SQS's servers. */
const WAIT_SECONDS = 1;

/** Every method throws what the SDK throws. */
export class QueueCalls {
  /** @param hiddenSeconds for which a received message is hidden */
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

  /** @returns false if the message is visible, or gone, so that it is not ours any more */
  async hideOn(ReceiptHandle: string): Promise<boolean> {
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
   * Makes messages visible. Those that are so already are in the answer's `Failed`, and that is no failure here.
   *
   * @param handles ten at most
   */
  async show(handles: readonly string[]): Promise<void> {
    const Entries = handles.map((ReceiptHandle, index) => ({
      ...{ Id: String(index), ReceiptHandle },
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
