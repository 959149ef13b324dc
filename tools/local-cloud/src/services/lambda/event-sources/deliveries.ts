// Invokes a function with batches of messages, and deletes the messages that it handled.
import { randomUUID } from 'node:crypto';
import type { Faults } from '../../../kernel/faults/faults';
import type { Run } from '../environment';
import type { Lambda } from '../lambda';
import type { Storage, Wait } from '../../storage';
import { isSameRescue, type RescueId, type Timeline } from '../../../timeline';
import type { Correlation } from '../../../kernel/correlation';
import { type BatchResult, eventOf, readBatchResponse, type SqsRecord } from './batch';
import type { DeliveryFaults } from './delivery-faults';
import type { MappingSettings } from './mapping-settings';

export interface DeliveriesDeps {
  readonly storage: Storage;
  readonly lambda: Lambda;
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly correlation: Correlation;
}

export class Deliveries {
  private readonly queue: string;

  constructor(
    private readonly settings: MappingSettings,
    private readonly deps: DeliveriesDeps,
    private readonly faults: DeliveryFaults,
    /** Aborted when the cloud stops. From then on, messages are neither deleted nor returned. */
    private readonly stopping: AbortSignal,
  ) {
    this.queue = settings.queueArn.replace(/^.*:/, '');
  }

  async deliver(batch: readonly SqsRecord[]): Promise<void> {
    const rescues = this.rescuesOf(batch);
    const served = this.servedBy(batch, rescues);
    const about = {
      ...(served && { requestId: served.requestId }),
      rescues,
      queue: this.queue,
      function: this.settings.function.name,
    };
    const counts = batch.map(({ attributes }) => Number(attributes['ApproximateReceiveCount']));
    const receiveCount = Math.max(...counts);
    const { timeline } = this.deps;
    timeline.add({ type: 'delivery', ...about, messages: batch.length, receiveCount });
    const { failed, errorMessage } = await this.invoke(batch, served);
    if (this.stopping.aborted) return;
    const waits = await Promise.all(batch.map((record) => this.settle(record, failed)));
    const kept = failed.size;
    const why = errorMessage === undefined ? {} : { errorMessage };
    timeline.add({
      type: 'delivery-ended',
      ...about,
      deleted: batch.length - kept,
      kept,
      ...longest(waits),
      ...why,
    });
  }

  private async invoke(
    batch: readonly SqsRecord[],
    serves: RescueId | undefined,
  ): Promise<BatchResult> {
    const result = await this.deps.lambda.invoke({
      function: this.settings.function,
      event: eventOf(batch),
      requestId: randomUUID(),
      ...(serves && { serves }),
      ...this.kill(serves),
    });
    const ids = new Set(batch.map(({ messageId }) => messageId));
    if (result.kind !== 'success') return { failed: ids, errorMessage: result.message };
    return this.settings.partial ? readBatchResponse(result.payload, ids) : { failed: new Set() };
  }

  private kill(serves: RescueId | undefined): Pick<Run, 'kill'> {
    const { faults } = this.deps;
    const fault = faults.take('function');
    if (!fault) return {};
    const struck = `the function ${this.settings.function.name}`;
    const about = { ...serves, struck };
    const onKill = () => {
      faults.tell(fault, about);
    };
    return { kill: { as: 'crash', onKill } };
  }

  /** The rescues that the messages of a batch say that they belong to. */
  private rescuesOf(batch: readonly SqsRecord[]): readonly RescueId[] {
    const all = batch.flatMap(
      (record) => this.deps.correlation.ofMessage(this.queue, record) ?? [],
    );
    return all.filter((one, index) => all.findIndex((other) => isSameRescue(one, other)) === index);
  }

  /** The rescue to which all messages of a batch belong: in the timeline, what the function writes belongs to it too. */
  private servedBy(
    batch: readonly SqsRecord[],
    [only, ...others]: readonly RescueId[],
  ): RescueId | undefined {
    const isAll = batch.every(
      (record) => this.deps.correlation.ofMessage(this.queue, record) !== undefined,
    );
    return others.length === 0 && isAll ? only : undefined;
  }

  /** @returns when the message comes back, if it has failed */
  private async settle(record: SqsRecord, failed: ReadonlySet<string>): Promise<Wait | undefined> {
    const { storage } = this.deps;
    const { queueArn } = this.settings;
    const { messageId, receiptHandle } = record;
    if (failed.has(messageId)) return storage.giveBack(queueArn, receiptHandle);
    // As if the deletion had not reached all of SQS: the message comes back, with its count.
    if (this.faults.isDuplicate(record)) await storage.changeVisibility(queueArn, receiptHandle, 0);
    else await storage.deleteMessage(queueArn, receiptHandle);
    return undefined;
  }
}

/** The longest one counts. */
function longest(waits: readonly (Wait | undefined)[]): Partial<Wait> {
  const known = waits.filter((wait) => wait !== undefined);
  return known.sort((a, b) => b.awsWaitSeconds - a.awsWaitSeconds)[0] ?? {};
}
