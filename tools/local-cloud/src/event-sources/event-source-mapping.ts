// An event source mapping from a queue to a function: polls, invokes, deletes what was done.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_RECEIVED_MESSAGES, MAX_SYNC_EVENT_BYTES, MAX_WAIT_SECONDS } from '../aws-limits';
import type { Lambda } from '../lambda/lambda';
import type { ReceivedMessage, Storage } from '../storage';
import type { TimeScale } from '../time-scale';
import type { Timeline } from '../timeline';
import {
  batchesOf,
  type BatchResult,
  eventOf,
  readBatchResponse,
  recordOf,
  type SqsRecord,
} from './batch';
import type { MappingSettings } from './mapping-settings';

export interface MappingDeps {
  readonly region: string;
  readonly storage: Storage;
  readonly lambda: Lambda;
  readonly timeline: Timeline;
  readonly scale: TimeScale;
}

/** Before polling again a queue that can't be polled: somebody may have deleted it. */
const RECOVERY_MS = 1000;

export class EventSourceMapping {
  readonly queueArn: string;
  private readonly queue: string;
  private readonly stopping = new AbortController();
  private polling: Promise<void> | undefined;

  constructor(
    private readonly settings: MappingSettings,
    private readonly deps: MappingDeps,
  ) {
    this.queueArn = settings.queueArn;
    this.queue = settings.queueArn.replace(/^.*:/, '');
  }

  start(): void {
    this.polling = this.poll();
  }

  /** Takes no further messages. Resolves when the long poll has ended, which closing the storage does. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.polling;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async poll(): Promise<void> {
    while (!this.stopped) {
      await this.pollOnce().catch((error: unknown) => this.recover(error));
    }
  }

  private async recover(error: unknown): Promise<void> {
    if (this.stopped) return;
    const message = `${this.settings.function.name} can't take messages from ${this.queue}: ${String(error)}`;
    this.deps.timeline.add({ type: 'cloud', message });
    await sleep(RECOVERY_MS, undefined, this.stopping).catch(() => undefined);
  }

  private async pollOnce(): Promise<void> {
    const messages = await this.gather();
    const records = messages.map((one) => recordOf(one, this.queueArn, this.deps.region));
    for (const batch of batchesOf(records, MAX_SYNC_EVENT_BYTES)) {
      if (!this.stopped) await this.deliver(batch);
    }
  }

  /** Waits for a first message, then for a full batch as long as the batching window lasts. */
  private async gather(): Promise<ReceivedMessage[]> {
    const { batchSize, windowSeconds } = this.settings;
    const messages = await this.receive(batchSize, MAX_WAIT_SECONDS);
    const end = Date.now() + this.deps.scale.waitMs(windowSeconds);
    while (messages.length > 0 && messages.length < batchSize && !this.stopped) {
      const seconds = (end - Date.now()) / 1000;
      if (seconds <= 0) break;
      const wait = Math.min(seconds, MAX_WAIT_SECONDS);
      messages.push(...(await this.receive(batchSize - messages.length, wait)));
    }
    return messages;
  }

  private receive(max: number, waitSeconds: number): Promise<ReceivedMessage[]> {
    const options = { max: Math.min(max, MAX_RECEIVED_MESSAGES), waitSeconds };
    return this.deps.storage.receiveMessages(this.queueArn, options);
  }

  private async deliver(batch: readonly SqsRecord[]): Promise<void> {
    const requestId = commonRequestId(batch);
    const about = {
      ...(requestId !== undefined && { requestId }),
      queue: this.queue,
      function: this.settings.function.name,
    };
    const counts = batch.map(({ attributes }) => Number(attributes['ApproximateReceiveCount']));
    const receiveCount = Math.max(...counts);
    const { timeline } = this.deps;
    timeline.add({ type: 'delivery', ...about, messages: batch.length, receiveCount });
    const { failed, errorMessage } = await this.invoke(batch, requestId);
    if (this.stopped) return;
    await Promise.all(batch.map((record) => this.settle(record, failed)));
    const kept = failed.size;
    const why = errorMessage === undefined ? {} : { errorMessage };
    timeline.add({ type: 'delivery-ended', ...about, deleted: batch.length - kept, kept, ...why });
  }

  private async invoke(
    batch: readonly SqsRecord[],
    timelineId: string | undefined,
  ): Promise<BatchResult> {
    const result = await this.deps.lambda.invoke({
      function: this.settings.function,
      event: eventOf(batch),
      requestId: randomUUID(),
      ...(timelineId !== undefined && { timelineId }),
    });
    const ids = new Set(batch.map(({ messageId }) => messageId));
    if (result.kind !== 'success') return { failed: ids, errorMessage: result.message };
    return this.settings.partial ? readBatchResponse(result.payload, ids) : { failed: new Set() };
  }

  private async settle({ messageId, receiptHandle }: SqsRecord, failed: ReadonlySet<string>) {
    const { storage } = this.deps;
    if (failed.has(messageId)) storage.giveBack(this.queueArn, receiptHandle);
    else await storage.deleteMessage(this.queueArn, receiptHandle);
  }
}

/** A batch that serves one original invocation belongs to it in the timeline. */
function commonRequestId(batch: readonly SqsRecord[]): string | undefined {
  const ids = new Set(
    batch.map(({ messageAttributes }) => messageAttributes['RequestID']?.stringValue),
  );
  return ids.size === 1 ? [...ids][0] : undefined;
}
