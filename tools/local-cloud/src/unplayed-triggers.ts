// What invokes functions on AWS and not here: nothing may be without effect in silence.
import type { Resource, Stack } from './template';

/** One line for each schedule, rule, bucket and topic that invokes a function; they name what to do instead. */
export function unplayedTriggers(stack: Stack): string[] {
  const rules = stack.ofType('AWS::Events::Rule');
  const buckets = stack.ofType('AWS::S3::Bucket').flatMap(notifyingBucket);
  const topics = [...stack.resources.values()].flatMap(topicOfFunctions);
  return [...rules.flatMap(scheduleOf), ...rules.flatMap(ruleForOthers), ...buckets, ...topics].map(
    (what) => `Not played: ${what}. Instead: npm start -- --function NAME --event FILE`,
  );
}

function scheduleOf({ ref, properties }: Resource): string[] {
  const { ScheduleExpression: schedule, State: state } = properties;
  return typeof schedule === 'string' && state !== 'DISABLED'
    ? [`the schedule ${schedule} of ${ref}`]
    : [];
}

function notifyingBucket({ ref, properties }: Resource): string[] {
  return properties['NotificationConfiguration'] === undefined
    ? []
    : [`the notifications of s3://${ref}`];
}

/** Nobody but ECS puts events on the bus here, so a rule for other sources alone waits for ever. */
function ruleForOthers({ ref, properties }: Resource): string[] {
  const { EventPattern: pattern, State: state } = properties;
  const { source } = (pattern ?? {}) as { readonly source?: unknown };
  return Array.isArray(source) && source.every(isOther) && state !== 'DISABLED'
    ? [`the events of the rule ${ref}`]
    : [];
}

/** An operator, such as a prefix, may mean ECS too. */
function isOther(source: unknown): boolean {
  return typeof source === 'string' && source !== 'aws.ecs';
}

function topicOfFunctions({ type, properties, attributes }: Resource): string[] {
  if (type === 'AWS::SNS::Subscription') return topicOf(properties, properties['TopicArn']);
  if (type !== 'AWS::SNS::Topic') return [];
  const subscriptions = (properties['Subscription'] ?? []) as Record<string, unknown>[];
  return subscriptions.flatMap((one) => topicOf(one, attributes['TopicName'])).slice(0, 1);
}

function topicOf({ Protocol: protocol }: Record<string, unknown>, topic: unknown): string[] {
  return protocol === 'lambda' ? [`what comes to the topic ${String(topic)}`] : [];
}
