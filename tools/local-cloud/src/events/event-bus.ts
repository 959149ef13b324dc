// The default bus of EventBridge: hands an event to the targets of every rule that it matches.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../faults/faults';
import type { Functions } from '../lambda/functions';
import type { Lambda } from '../lambda/lambda';
import type { Storage } from '../storage';
import type { Timeline } from '../timeline';
import type { Rule, Target } from './rules';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export interface AwsEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface EventBusDeps {
  readonly rules: readonly Rule[];
  readonly storage: Pick<Storage, 'sendMessage'>;
  readonly functions: Pick<Functions, 'get'>;
  readonly lambda: Pick<Lambda, 'accept'>;
  readonly timeline: Timeline;
  readonly faults: Faults;
}

/** How long an event is held that is to come after the next one, if none comes. */
const HOLD_MS = 1000;

export class EventBus {
  private readonly closing = new AbortController();
  /** Ends the waiting of those events that are to come after the next one. */
  private release = new AbortController();

  constructor(private readonly deps: EventBusDeps) {}

  /** Returns at once; what can't be delivered is told on the timeline. */
  put(event: AwsEvent): void {
    if (this.isClosed()) return;
    for (const rule of this.deps.rules) {
      if (!rule.matches(event)) continue;
      for (const target of rule.targets) void this.deliver(event, rule, target);
    }
  }

  close(): void {
    this.closing.abort();
  }

  private isClosed(): boolean {
    return this.closing.signal.aborted;
  }

  private async deliver(event: AwsEvent, rule: Rule, target: Target): Promise<void> {
    const struck = `the event ${event.id} for ${target.arn}`;
    const fault = this.deps.faults.strike('events.deliver', { struck });
    if (fault === 'reorder') await this.hold();
    for (let times = fault === 'duplicate' ? 2 : 1; times > 0; times -= 1) {
      await this.hand(JSON.stringify(event), rule, target);
    }
    if (fault === 'reorder') return;
    this.release.abort();
    this.release = new AbortController();
  }

  private async hold(): Promise<void> {
    const signal = AbortSignal.any([this.release.signal, this.closing.signal]);
    await sleep(HOLD_MS, undefined, { signal }).catch(() => undefined);
  }

  private async hand(json: string, rule: Rule, { kind, arn }: Target): Promise<void> {
    if (this.isClosed()) return;
    const { storage, functions, lambda, timeline } = this.deps;
    try {
      if (kind === 'queue') await storage.sendMessage(arn, json);
      else lambda.accept(functions.get(arn), Buffer.from(json));
    } catch (error) {
      if (this.isClosed()) return;
      const message = `the rule ${rule.name} can't reach ${arn}: ${String(error)}`;
      timeline.add({ type: 'cloud', message });
    }
  }
}
