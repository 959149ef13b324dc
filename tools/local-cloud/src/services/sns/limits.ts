// What is not emulated of topics: the functions that subscribe to them.
import type { Limits, Trigger } from '../../kernel/limits';
import type { Resource } from '../../kernel/template';

type Properties = Resource['properties'];

export const LIMITS: Limits = {
  triggers: (stack) => [...stack.resources.values()].flatMap(topic),
};

function topic({ type, properties, attributes }: Resource): Trigger[] {
  if (type === 'AWS::SNS::Subscription') return subscription(properties, properties['TopicArn']);
  if (type !== 'AWS::SNS::Topic') return [];
  const subscriptions = (properties['Subscription'] ?? []) as Properties[];
  return subscriptions.flatMap((one) => subscription(one, attributes['TopicName'])).slice(0, 1);
}

function subscription({ Protocol, Endpoint }: Properties, name: unknown): Trigger[] {
  const what = `what comes to the topic ${String(name)}`;
  return Protocol === 'lambda' ? [{ what, target: Endpoint }] : [];
}
