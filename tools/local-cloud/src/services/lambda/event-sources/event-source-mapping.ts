// An event source mapping from a queue to a function: polls, and has the function take what comes.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  MAX_RECEIVED_MESSAGES,
  MAX_SYNC_EVENT_BYTES,
  MAX_WAIT_SECONDS,
} from '../../../kernel/aws-limits';
import type { ReceivedMessage } from '../../storage';
import type { TimeScale } from '../../../kernel/time-scale';
import { batchesOf, recordOf, type SqsRecord } from './batch';
import { Deliveries, type DeliveriesDeps } from './deliveries';
import { deliveredAgain, DeliveryFaults } from './delivery-faults';
import type { MappingSettings } from './mapping-settings';

export interface MappingDeps extends DeliveriesDeps {
  readonly region: string;
  readonly scale: TimeScale;
}

/** Before polling again a queue that can't be polled, for example because it was deleted. */
const RECOVERY_MS = 1000;
/** How long a message that is to be late is held, when there is none to be later than. */
const HOLD_SECONDS = 1;

export class EventSourceMapping {
  readonly queueArn: string;
  private readonly queue: string;
  private readonly stopping = new AbortController();
  private readonly faults: DeliveryFaults;
  private readonly deliveries: Deliveries;
  private polling: Promise<void> | undefined;
  private retiring = false;

  constructor(
    private readonly settings: MappingSettings,
    private readonly deps: MappingDeps,
  ) {
    this.queueArn = settings.queueArn;
    this.queue = settings.queueArn.replace(/^.*:/, '');
    this.faults = new DeliveryFaults(deps.faults, deps.correlation, this.queue);
    this.deliveries = new Deliveries(settings, deps, this.faults, this.stopping.signal);
  }

  start(): void {
    this.polling = this.poll();
  }

  /** Takes no further messages. Resolves when the long poll has ended, which the storage can be told to do. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.polling;
  }

  /** As {@link stop}, but what has been taken is handed to the function and settled. */
  async retire(): Promise<void> {
    this.retiring = true;
    await this.polling;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private get takesNoMore(): boolean {
    return this.stopped || this.retiring;
  }

  private async poll(): Promise<void> {
    while (!this.takesNoMore) {
      await this.pollOnce().catch((error: unknown) => this.recover(error));
    }
  }

  private async recover(error: unknown): Promise<void> {
    if (this.takesNoMore) return;
    const message = `${this.settings.function.name} can't take messages from ${this.queue}: ${String(error)}`;
    this.deps.timeline.add({ type: 'cloud', message });
    await sleep(RECOVERY_MS, undefined, this.stopping).catch(() => undefined);
  }

  private async pollOnce(): Promise<void> {
    const records = this.recordsOf(await this.gather());
    const late = records.filter(this.faults.isLate);
    const others = records.filter((record) => !late.includes(record));
    await this.deliver(others);
    if (late.length === 0) return;
    if (others.length === 0) {
      const next = await this.receive(MAX_RECEIVED_MESSAGES, HOLD_SECONDS);
      await this.deliver(this.recordsOf(next));
    }
    await this.deliver(late);
  }

  /** Waits for a first message, then for a full batch as long as the batching window lasts. */
  private async gather(): Promise<ReceivedMessage[]> {
    const { batchSize, windowSeconds } = this.settings;
    const messages = await this.receive(batchSize, MAX_WAIT_SECONDS);
    const end = Date.now() + this.deps.scale.waitMs(windowSeconds);
    while (messages.length > 0 && messages.length < batchSize && !this.takesNoMore) {
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

  private recordsOf(messages: readonly ReceivedMessage[]): SqsRecord[] {
    return messages.map((one) => recordOf(one, this.queueArn, this.deps.region));
  }

  private async deliver(records: readonly SqsRecord[]): Promise<void> {
    for (const batch of batchesOf(records, MAX_SYNC_EVENT_BYTES)) {
      if (this.stopped) return;
      const again = batch.filter(this.faults.isTwiceAtOnce).map(deliveredAgain);
      const batches = again.length > 0 ? [batch, again] : [batch];
      await Promise.all(batches.map((one) => this.deliveries.deliver(one)));
    }
  }
}
