// The rules of the stack on the default bus. There is no other bus: nothing could be put on it.
import type { Functions } from '../lambda/functions';
import { type Resource, type Stack, TemplateError } from '../template';
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
 * The rules for events that are not disabled. One that has a schedule alone is none: nothing waits for its hour here.
 *
 * @throws {TemplateError} for a rule that can't be played
 */
export function readRules(stack: Stack, functions: Functions): Rule[] {
  return stack
    .ofType('AWS::Events::Rule')
    .map((resource) => ({ resource, rule: readRule(resource, stack, functions) }))
    .filter(({ resource }) => resource.properties['State'] !== 'DISABLED')
    .flatMap(({ rule }) => rule ?? []);
}

function readRule(
  { logicalId, ref, properties, attributes }: Resource,
  stack: Stack,
  functions: Functions,
): Rule | undefined {
  const where = `resource "${logicalId}"`;
  const bus = (properties['EventBusName'] as string | undefined) ?? 'default';
  if (!DEFAULT_BUS.test(bus)) {
    throw new TemplateError(
      `${where} is a rule on the event bus ${bus}, but the local cloud has the default bus only: take it out for local runs`,
    );
  }
  const targets = ((properties['Targets'] ?? []) as TargetProperties[]).map((target) =>
    readTarget(target, where, stack, functions),
  );
  if (properties['EventPattern'] !== undefined) {
    const matches = readPattern(properties['EventPattern'], where);
    return { name: ref, arn: String(attributes['Arn']), matches, targets };
  }
  if (properties['ScheduleExpression'] !== undefined) return undefined;
  throw new TemplateError(
    `${where} has neither an EventPattern nor a ScheduleExpression: say what it is for`,
  );
}

interface TargetProperties {
  readonly Arn?: unknown;
  readonly DeadLetterConfig?: { readonly Arn?: unknown };
}

function readTarget(
  { Arn, DeadLetterConfig }: TargetProperties,
  where: string,
  stack: Stack,
  functions: Functions,
): Target {
  const arn = String(Arn);
  const dead = DeadLetterConfig?.Arn;
  const more = typeof dead === 'string' ? { deadLetterArn: dead } : {};
  if (isQueue(arn, stack)) return { kind: 'queue', arn, ...more };
  if (functions.all.some((fn) => fn.arn === arn)) return { kind: 'function', arn, ...more };
  throw new TemplateError(
    `${where} has the target ${arn}, but the local cloud plays standard queues and functions of this stack only: take it out for local runs`,
  );
}

function isQueue(arn: string, stack: Stack): boolean {
  const queue = stack.byArn('AWS::SQS::Queue', arn);
  return queue !== undefined && String(queue.properties['FifoQueue']) !== 'true';
}
