// EventBridge's default bus: sends each event to the targets of every rule that it matches.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../../kernel/faults/faults';
import type { Permissions } from '../../kernel/authorization/permissions';
import type { Functions } from '../lambda/functions';
import type { Lambda } from '../lambda/lambda';
import type { Attributes, Storage } from '../storage';
import type { Timeline } from '../../timeline';
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
  readonly permissions: Pick<Permissions, 'allowsService'>;
}

/** How long an event is held that is to come after the next one, if none comes. */
const HOLD_MS = 1000;

export class EventBus {
  private readonly closing = new AbortController();
  /** Ends the waiting of those events that are to come after the next one. */
  private release = new AbortController();
  private readonly deliveries = new Set<Promise<void>>();

  constructor(private readonly deps: EventBusDeps) {}

  /** Returns at once; what can't be delivered is told on the timeline. */
  put(event: AwsEvent): void {
    if (this.isClosed()) return;
    for (const rule of this.deps.rules) {
      if (!rule.matches(event)) continue;
      for (const target of rule.targets) this.begin(event, rule, target);
    }
  }

  /** Resolves when every event that was put has reached its targets, or can't. */
  async quiet(): Promise<void> {
    await Promise.all(this.deliveries);
  }

  close(): void {
    this.closing.abort();
  }

  private isClosed(): boolean {
    return this.closing.signal.aborted;
  }

  private begin(event: AwsEvent, rule: Rule, target: Target): void {
    const delivery = this.deliver(event, rule, target).finally(() => {
      this.deliveries.delete(delivery);
    });
    this.deliveries.add(delivery);
  }

  private async deliver(event: AwsEvent, rule: Rule, target: Target): Promise<void> {
    const struck = `the event ${event.id} for ${target.arn}`;
    const fault = this.deps.faults.strike('events.deliver', { struck });
    if (fault === 'reorder') await this.hold();
    for (let times = fault === 'duplicate' ? 2 : 1; times > 0; times -= 1) {
      await this.hand(fault === 'bare' ? bare(event) : JSON.stringify(event), rule, target);
    }
    if (fault === 'reorder') return;
    this.release.abort();
    this.release = new AbortController();
  }

  private async hold(): Promise<void> {
    const signal = AbortSignal.any([this.release.signal, this.closing.signal]);
    await sleep(HOLD_MS, undefined, { signal }).catch(() => undefined);
  }

  private async hand(json: string, rule: Rule, target: Target): Promise<void> {
    if (this.isClosed()) return;
    const { functions, lambda } = this.deps;
    const { kind, arn } = target;
    try {
      if (kind === 'queue') await this.send(json, rule, arn);
      else lambda.accept(functions.get(arn), Buffer.from(json));
    } catch (error) {
      if (!this.isClosed()) await this.giveUp(json, rule, target, error);
    }
  }

  /** Into the target's dead-letter queue, if it has one: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
  private async giveUp(json: string, rule: Rule, target: Target, error: unknown): Promise<void> {
    const { arn, deadLetterArn } = target;
    const failure = `the rule ${rule.name} can't reach ${arn}: ${String(error)}`;
    const tell = (message: string) => {
      this.deps.timeline.add({ type: 'cloud', message });
    };
    if (deadLetterArn === undefined) {
      tell(failure);
      return;
    }
    const text = (StringValue: string) => ({ DataType: 'String' as const, StringValue });
    const attributes = {
      RULE_ARN: text(rule.arn),
      TARGET_ARN: text(arn),
      ERROR_CODE: text('NO_PERMISSIONS'),
      ERROR_MESSAGE: text(String(error)),
    };
    try {
      await this.send(json, rule, deadLetterArn, attributes);
    } catch (second) {
      tell(`${failure}; and its dead-letter queue does not take it: ${String(second)}`);
    }
  }

  /** @throws {Error} if the queue's policy does not let EventBridge send for this rule */
  private async send(
    json: string,
    rule: Rule,
    queueArn: string,
    attributes: Attributes = {},
  ): Promise<void> {
    const { storage, permissions } = this.deps;
    const context = { 'aws:SourceArn': rule.arn };
    const need = { action: 'sqs:SendMessage', resource: queueArn, context };
    if (!permissions.allowsService('events.amazonaws.com', need)) {
      throw new Error(
        `its policy does not allow events.amazonaws.com to send for ${rule.arn}: add an AWS::SQS::QueuePolicy`,
      );
    }
    await storage.sendMessage(queueArn, json, attributes);
  }
}

/**
 * Without the variables of a task's overrides: real events have them, AWS's sample has none.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
function bare(event: AwsEvent): string {
  return JSON.stringify(event, (key, value: unknown) => (key === 'environment' ? [] : value));
}
