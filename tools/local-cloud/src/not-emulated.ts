// What of a stack has an effect on AWS and none here: nothing may be without effect in silence.
import { isQueueMapping } from './services/lambda/event-sources/mapping-settings';
import { canMatch, isQueue, targetsOf } from './services/events/rules';
import { isQueueArn } from './services/lambda/failure-settings';
import { whyNotEmulated } from './services/lambda/functions';
import { unknownPolicies } from './kernel/authorization/roles';
import type { Resource, Stack } from './kernel/template';

/** How a function is invoked where the lines are printed. */
export type InvokeCommand = (functionName: string) => string;

/** For a run that is about to begin. */
export const BY_START: InvokeCommand = (name) => `npm start -- --function ${name} --event FILE`;
/** For a cloud that serves. */
export const BY_CLOUD: InvokeCommand = (name) => `npm run cloud -- invoke ${name} --event FILE`;

type Properties = Resource['properties'];

/** What would invoke a function, and which. */
interface Trigger {
  readonly what: string;
  /** Name or ARN; undefined if it is none of the stack's. */
  readonly target: unknown;
}

/**
 * One line for each kind of thing that is not emulated.
 *
 * @param command what to do in the place of a trigger
 */
export function notEmulated(stack: Stack, command: InvokeCommand): string[] {
  const all = [...stack.resources.values()];
  const functions = stack.ofType('AWS::Lambda::Function');
  const lines = [
    ...joined(unknownTypes(all)),
    ...joined(all.filter(hasEffect(stack)).flatMap(properties)),
    ...functions.flatMap(ofFunction),
    ...foreignLayers(functions, stack),
    ...all.flatMap(failures),
    ...stack
      .ofType('AWS::Events::Rule')
      .filter(canMatch)
      .flatMap((rule) => targets(rule, stack)),
    ...joined(unknownPolicies(stack)),
    ...[...stack.imports].map(
      (name) => `other stacks: the import ${name} is that name itself here`,
    ),
    ...triggers(stack, all).map(
      ({ what, target }) => `${what}. Instead: ${insteadOf(target, stack, command)}`,
    ),
  ];
  return lines.map((line) => `Not emulated: ${line}`);
}

const joined = (parts: readonly string[]): string[] =>
  parts.length === 0 ? [] : [parts.join(', ')];

/** `AWS::DynamoDB::Table (Orders, Customers)` */
function unknownTypes(all: readonly Resource[]): string[] {
  const unknown = all.filter(({ isKnown }) => !isKnown);
  const types = [...new Set(unknown.map(({ type }) => type))];
  return types.map((type) => {
    const ids = unknown.filter((one) => one.type === type).map(({ logicalId }) => logicalId);
    return `${type} (${ids.join(', ')})`;
  });
}

/** What does nothing as a whole is told as a whole. */
const hasEffect =
  (stack: Stack) =>
  (resource: Resource): boolean => {
    if (resource.type === 'AWS::Lambda::EventSourceMapping') return isQueueMapping(resource, stack);
    if (resource.type === 'AWS::Events::Rule') return canMatch(resource);
    return true;
  };

const properties = ({ logicalId, notEmulated: paths }: Resource): string[] =>
  [...new Set(paths)].map((path) => `${path} of ${logicalId}`);

function ofFunction(fn: Resource): string[] {
  const why = whyNotEmulated(fn);
  return why === undefined ? [] : [`the function ${fn.ref}: ${why}`];
}

/** Those of `provider: layers:` are in every function, and told once. */
function foreignLayers(functions: readonly Resource[], stack: Stack): string[] {
  const own = stack.ofType('AWS::Lambda::LayerVersion').map(({ ref }) => ref);
  const users = new Map<string, string[]>();
  for (const fn of functions.filter((one) => whyNotEmulated(one) === undefined)) {
    const arns = ((fn.properties['Layers'] ?? []) as unknown[]).map(String);
    for (const arn of arns.filter((one) => !own.includes(one))) {
      users.set(arn, [...(users.get(arn) ?? []), fn.ref]);
    }
  }
  return [...users].map(
    ([arn, names]) => `the layer ${arn}, which is none of this stack, in ${names.join(', ')}`,
  );
}

/** Where failures go on AWS, and are gone here. */
function failures({ logicalId, type, properties: all }: Resource): string[] {
  const destination =
    type === 'AWS::Lambda::Function'
      ? member(all['DeadLetterConfig'], 'TargetArn')
      : type === 'AWS::Lambda::EventInvokeConfig'
        ? member(member(all['DestinationConfig'], 'OnFailure'), 'Destination')
        : undefined;
  return typeof destination !== 'string' || isQueueArn(destination)
    ? []
    : [`${destination}, where ${logicalId} sends failures: their events are gone`];
}

function triggers(stack: Stack, all: readonly Resource[]): Trigger[] {
  const rules = stack
    .ofType('AWS::Events::Rule')
    .filter(({ properties: { State } }) => State !== 'DISABLED');
  const mappings = stack.ofType('AWS::Lambda::EventSourceMapping');
  return [
    ...rules.flatMap(schedule),
    ...rules.flatMap(ruleForOthers),
    ...stack.ofType('AWS::S3::Bucket').flatMap(notifications),
    ...all.flatMap(topic),
    ...mappings.filter((one) => !isQueueMapping(one, stack)).map(source),
  ];
}

function schedule(rule: Resource): Trigger[] {
  const { ScheduleExpression: expression } = rule.properties;
  if (typeof expression !== 'string') return [];
  return [{ what: `the schedule ${expression} of ${rule.ref}`, target: targetsOf(rule)[0]?.Arn }];
}

/** Only ECS puts events on a bus here, so a rule for other sources alone, or on another bus, waits for ever. */
function ruleForOthers(rule: Resource): Trigger[] {
  if (rule.properties['EventPattern'] === undefined || canMatch(rule)) return [];
  return [{ what: `the events of the rule ${rule.ref}`, target: targetsOf(rule)[0]?.Arn }];
}

/** What gets events of ECS on AWS, and not here. */
function targets(rule: Resource, stack: Stack): string[] {
  const isFunction = (arn: string) => stack.byArn('AWS::Lambda::Function', arn) !== undefined;
  return targetsOf(rule)
    .map(({ Arn }) => String(Arn))
    .filter((arn) => !isQueue(arn, stack) && !isFunction(arn))
    .map((arn) => `the target ${arn} of the rule ${rule.ref}`);
}

function notifications({
  ref,
  properties: { NotificationConfiguration: config },
}: Resource): Trigger[] {
  if (config === undefined) return [];
  const [first] = (member(config, 'LambdaConfigurations') ?? []) as Properties[];
  return [{ what: `the notifications of s3://${ref}`, target: first?.['Function'] }];
}

function topic({ type, properties: all, attributes }: Resource): Trigger[] {
  if (type === 'AWS::SNS::Subscription') return subscription(all, all['TopicArn']);
  if (type !== 'AWS::SNS::Topic') return [];
  const subscriptions = (all['Subscription'] ?? []) as Properties[];
  return subscriptions.flatMap((one) => subscription(one, attributes['TopicName'])).slice(0, 1);
}

function subscription({ Protocol, Endpoint }: Properties, name: unknown): Trigger[] {
  const what = `what comes to the topic ${String(name)}`;
  return Protocol === 'lambda' ? [{ what, target: Endpoint }] : [];
}

function source({ properties: all, logicalId }: Resource): Trigger {
  const { EventSourceArn: arn } = all;
  const from = typeof arn === 'string' ? arn : `the source of ${logicalId}`;
  return { what: `what comes from ${from}`, target: all['FunctionName'] };
}

/** With the function's name as people write it: without that of the stack. */
function insteadOf(target: unknown, stack: Stack, command: InvokeCommand): string {
  const known = stack
    .ofType('AWS::Lambda::Function')
    .find(
      ({ ref, attributes }) =>
        target === ref || String(target).startsWith(String(attributes['Arn'])),
    );
  const prefix = `${stack.name}-`;
  const name = known?.ref ?? 'NAME';
  return command(name.startsWith(prefix) ? name.slice(prefix.length) : name);
}

function member(value: unknown, name: string): unknown {
  return (value as Properties | undefined)?.[name];
}
