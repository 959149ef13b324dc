// The rules of the stack that something can come of here: those for events of ECS, on the default bus.
import type { Functions } from '../lambda/functions';
import { type Resource, type Stack, TemplateError } from '../../kernel/template';
import { type EventPattern, readPattern } from './event-pattern';

export interface Target {
  readonly kind: 'queue' | 'function';
  readonly arn: string;
  /** The queue that takes what can't be delivered. */
  readonly deadLetterArn?: string;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly matches: EventPattern;
  readonly targets: readonly Target[];
}

const DEFAULT_BUS = /^(arn:[^:]+:events:[^:]*:\d*:event-bus\/)?default$/;

/**
 * The rules that an event can match here, where only ECS puts events, on the default bus. What else invokes functions
 * is reported at the start by limits.ts.
 *
 * @throws {TemplateError} for a rule that AWS refuses, or one for events of ECS that can't be followed
 */
export function readRules(stack: Stack, functions: Functions): Rule[] {
  return stack
    .ofType('AWS::Events::Rule')
    .filter(canMatch)
    .map((resource) => readRule(resource, stack, functions));
}

/** Whether a rule is for events of ECS, or may be. */
export function canMatch({ logicalId, properties }: Resource): boolean {
  const { EventPattern, ScheduleExpression, State, EventBusName = 'default' } = properties;
  if (EventPattern === undefined && ScheduleExpression === undefined) {
    throw new TemplateError(
      `resource "${logicalId}" has neither an EventPattern nor a ScheduleExpression: say what it is for`,
    );
  }
  if (EventPattern === undefined || State === 'DISABLED') return false;
  return DEFAULT_BUS.test(String(EventBusName)) && !isForOthers(EventPattern);
}

/** An operator, such as a prefix, may mean ECS too. */
function isForOthers(pattern: unknown): boolean {
  const { source } = pattern as { readonly source?: unknown };
  return (
    Array.isArray(source) && source.every((one) => typeof one === 'string' && one !== 'aws.ecs')
  );
}

function readRule(resource: Resource, stack: Stack, functions: Functions): Rule {
  const { logicalId, ref, properties, attributes, notEmulated } = resource;
  const where = `resource "${logicalId}"`;
  if (notEmulated[0] !== undefined) {
    throw new TemplateError(
      `${where} is for events of ECS and has the property ${notEmulated[0]}, which the local cloud does not support: take it out for local runs`,
    );
  }
  const targets = targetsOf(resource).flatMap((target) => readTarget(target, stack, functions));
  const matches = readPattern(properties['EventPattern'], where);
  return { name: ref, arn: String(attributes['Arn']), matches, targets };
}

export function targetsOf({ properties }: Resource): readonly TargetProperties[] {
  return (properties['Targets'] ?? []) as TargetProperties[];
}

export interface TargetProperties {
  readonly Arn?: unknown;
  readonly DeadLetterConfig?: { readonly Arn?: unknown };
}

/** @returns nothing for what is neither a standard queue nor a function that runs here */
function readTarget(
  { Arn, DeadLetterConfig }: TargetProperties,
  stack: Stack,
  functions: Functions,
): Target[] {
  const arn = String(Arn);
  const dead = DeadLetterConfig?.Arn;
  const more = typeof dead === 'string' ? { deadLetterArn: dead } : {};
  if (isQueue(arn, stack)) return [{ kind: 'queue', arn, ...more }];
  return functions.all.some((fn) => fn.arn === arn) ? [{ kind: 'function', arn, ...more }] : [];
}

export function isQueue(arn: string, stack: Stack): boolean {
  const queue = stack.byArn('AWS::SQS::Queue', arn);
  return queue !== undefined && String(queue.properties['FifoQueue']) !== 'true';
}
