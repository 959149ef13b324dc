// The default bus of EventBridge: hands an event to the targets of every rule that it matches.
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
  readonly functions: Functions;
  readonly lambda: Pick<Lambda, 'accept'>;
  readonly timeline: Timeline;
}

export class EventBus {
  private closed = false;

  constructor(private readonly deps: EventBusDeps) {}

  /** Returns at once; what can't be delivered is told on the timeline. */
  put(event: AwsEvent): void {
    if (this.closed) return;
    const json = JSON.stringify(event);
    for (const rule of this.deps.rules) {
      if (!rule.matches(event)) continue;
      for (const target of rule.targets) void this.deliver(json, rule, target);
    }
  }

  close(): void {
    this.closed = true;
  }

  private async deliver(json: string, rule: Rule, { kind, arn }: Target): Promise<void> {
    const { storage, functions, lambda, timeline } = this.deps;
    try {
      if (kind === 'queue') await storage.sendMessage(arn, json);
      else lambda.accept(functions.get(arn), Buffer.from(json));
    } catch (error) {
      if (this.closed) return;
      const message = `the rule ${rule.name} can't reach ${arn}: ${String(error)}`;
      timeline.add({ type: 'cloud', message });
    }
  }
}
