// An event source mapping from a queue to a function: polls, invokes, deletes what was done.
import { randomUUID } from 'node:crypto';
import { DEFAULT_BATCH_SIZE, MAX_RECEIVED_MESSAGES } from './aws-limits';
import type { Functions, LambdaFunction } from './lambda/functions';
import type { Lambda } from './lambda/lambda';
import type { ReceivedMessage, Storage } from './storage';
import type { Resource, Stack } from './template';
import type { TimeScale } from './time-scale';
import type { Timeline } from './timeline';

export interface MappingDeps {
  readonly stack: Stack;
  readonly storage: Storage;
  readonly functions: Functions;
  readonly lambda: Lambda;
  readonly timeline: Timeline;
  readonly scale: TimeScale;
}

/** Seconds of one long poll. */
const POLL_SECONDS = 20;
/** Seconds that a message is hidden by a queue that says nothing: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const DEFAULT_VISIBILITY_SECONDS = 30;

export class EventSourceMapping {
  readonly queueArn: string;
  private readonly fn: LambdaFunction;
  private readonly queue: string;
  private readonly batchSize: number;
  private readonly partial: boolean;
  private readonly visibilitySeconds: number;
  private stopped = false;
  private polling: Promise<void> | undefined;

  constructor(
    { properties }: Resource,
    private readonly deps: MappingDeps,
  ) {
    this.queueArn = String(properties['EventSourceArn']);
    this.queue = this.queueArn.replace(/^.*:/, '');
    this.fn = deps.functions.get(String(properties['FunctionName']));
    this.batchSize = Number(properties['BatchSize'] ?? DEFAULT_BATCH_SIZE);
    const responses = (properties['FunctionResponseTypes'] ?? []) as string[];
    this.partial = responses.includes('ReportBatchItemFailures');
    const queue = deps.stack.byArn('AWS::SQS::Queue', this.queueArn);
    this.visibilitySeconds = Number(
      queue?.properties['VisibilityTimeout'] ?? DEFAULT_VISIBILITY_SECONDS,
    );
  }

  start(): void {
    this.polling = this.poll();
  }

  /** Takes no further messages. Resolves when the long poll has ended, which closing the storage does. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.polling;
  }

  private async poll(): Promise<void> {
    while (!this.stopped) {
      const messages = await this.deps.storage.receiveMessages(this.queueArn, {
        max: Math.min(this.batchSize, MAX_RECEIVED_MESSAGES),
        waitSeconds: POLL_SECONDS,
      });
      if (messages.length > 0 && !this.stopped) await this.deliver(messages);
    }
  }

  private async deliver(messages: readonly ReceivedMessage[]): Promise<void> {
    const requestId = commonRequestId(messages);
    const about = {
      ...(requestId !== undefined && { requestId }),
      queue: this.queue,
      function: this.fn.name,
    };
    const counts = messages.map(({ attributes }) => Number(attributes['ApproximateReceiveCount']));
    this.deps.timeline.add({
      type: 'delivery',
      ...about,
      messages: messages.length,
      receiveCount: Math.max(...counts),
    });
    const { failed, errorMessage } = await this.invoke(messages, requestId);
    if (this.stopped) return;
    await Promise.all(messages.map((message) => this.settle(message, failed)));
    this.deps.timeline.add({
      type: 'delivery-ended',
      ...about,
      deleted: messages.length - failed.size,
      kept: failed.size,
      ...(errorMessage !== undefined && { errorMessage }),
    });
  }

  private async invoke(messages: readonly ReceivedMessage[], timelineId: string | undefined) {
    const records = messages.map((message) => this.recordOf(message));
    const result = await this.deps.lambda.invoke({
      function: this.fn,
      event: Buffer.from(JSON.stringify({ Records: records })),
      requestId: randomUUID(),
      ...(timelineId !== undefined && { timelineId }),
    });
    const ids = new Set(messages.map(({ messageId }) => messageId));
    if (result.kind !== 'success') return { failed: ids, errorMessage: result.message };
    if (!this.partial) return { failed: new Set<string>() };
    return failedItems(result.payload, ids);
  }

  /** What failed comes back when its visibility timeout ends; how long that takes is scaled. */
  private async settle({ messageId, receiptHandle }: ReceivedMessage, failed: Set<string>) {
    const { storage, scale } = this.deps;
    if (!failed.has(messageId)) {
      await storage.deleteMessage(this.queueArn, receiptHandle);
      return;
    }
    const seconds = Math.ceil(scale.waitMs(this.visibilitySeconds) / 1000);
    await storage.changeVisibility(this.queueArn, receiptHandle, seconds);
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
  private recordOf(message: ReceivedMessage): object {
    return {
      ...message,
      eventSource: 'aws:sqs',
      eventSourceARN: this.queueArn,
      awsRegion: this.deps.stack.region,
    };
  }
}

/** A batch that serves one original invocation belongs to it in the timeline. */
function commonRequestId(messages: readonly ReceivedMessage[]): string | undefined {
  const ids = new Set(messages.map(({ messageAttributes }) => messageAttributes['RequestID']?.stringValue));
  return ids.size === 1 ? [...ids][0] : undefined;
}

/** A malformed answer fails the whole batch: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
function failedItems(payload: Buffer, ids: Set<string>) {
  const malformed = { failed: ids, errorMessage: `malformed batch response: ${payload.toString()}` };
  const answer = JSON.parse(payload.toString()) as { batchItemFailures?: unknown } | null;
  const items = answer?.batchItemFailures ?? [];
  if (!Array.isArray(items)) return malformed;
  const failed = (items as ({ itemIdentifier?: unknown } | null)[]).map(
    (item) => item?.itemIdentifier,
  );
  const known = failed.filter((id): id is string => typeof id === 'string' && ids.has(id));
  return known.length === failed.length ? { failed: new Set(known) } : malformed;
}
