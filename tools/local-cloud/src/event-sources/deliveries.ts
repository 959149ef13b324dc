// Hands batches of messages to a function, and deletes what it has done.
import { randomUUID } from 'node:crypto';
import type { Faults } from '../faults/faults';
import type { Run } from '../lambda/environment';
import type { Lambda } from '../lambda/lambda';
import type { Storage } from '../storage';
import type { Timeline } from '../timeline';
import { type BatchResult, eventOf, readBatchResponse, type SqsRecord } from './batch';
import type { DeliveryFaults } from './delivery-faults';
import type { MappingSettings } from './mapping-settings';

export interface DeliveriesDeps {
  readonly storage: Storage;
  readonly lambda: Lambda;
  readonly timeline: Timeline;
  readonly faults: Faults;
}

export class Deliveries {
  private readonly queue: string;

  constructor(
    private readonly settings: MappingSettings,
    private readonly deps: DeliveriesDeps,
    private readonly faults: DeliveryFaults,
    /** When it stops, nothing is settled any more. */
    private readonly stopping: AbortSignal,
  ) {
    this.queue = settings.queueArn.replace(/^.*:/, '');
  }

  async deliver(batch: readonly SqsRecord[]): Promise<void> {
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
    if (this.stopping.aborted) return;
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
      ...this.kill(timelineId),
    });
    const ids = new Set(batch.map(({ messageId }) => messageId));
    if (result.kind !== 'success') return { failed: ids, errorMessage: result.message };
    return this.settings.partial ? readBatchResponse(result.payload, ids) : { failed: new Set() };
  }

  private kill(requestId: string | undefined): Pick<Run, 'kill'> {
    const { faults } = this.deps;
    const fault = faults.take('function');
    if (!fault) return {};
    const struck = `the function ${this.settings.function.name}`;
    const about = { ...(requestId !== undefined && { requestId }), struck };
    const onKill = () => {
      faults.tell(fault, about);
    };
    return { kill: { as: 'crash', onKill } };
  }

  private async settle(record: SqsRecord, failed: ReadonlySet<string>): Promise<void> {
    const { storage } = this.deps;
    const { queueArn } = this.settings;
    const { messageId, receiptHandle } = record;
    if (failed.has(messageId)) storage.giveBack(queueArn, receiptHandle);
    // As if the deletion had not reached all of SQS: the message comes back, with its count.
    else if (this.faults.isDuplicate(record))
      await storage.changeVisibility(queueArn, receiptHandle, 0);
    else await storage.deleteMessage(queueArn, receiptHandle);
  }
}

/** A batch that serves one original invocation belongs to it in the timeline. */
function commonRequestId(batch: readonly SqsRecord[]): string | undefined {
  const ids = new Set(
    batch.map(
      ({ messageAttributes, body }) =>
        messageAttributes['RequestID']?.stringValue ?? requestIdInTaskEvent(body),
    ),
  );
  return ids.size === 1 ? [...ids][0] : undefined;
}

/** Rescues are started by `<request id>/<attempt>`, and the event of their task's end says so. */
function requestIdInTaskEvent(body: string): string | undefined {
  return /"startedBy":"([\w-]+)\/\d+"/.exec(body)?.[1];
}
