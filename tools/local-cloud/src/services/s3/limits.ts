// What is not emulated of buckets: their notifications.
import type { Limits, Trigger } from '../../kernel/limits';
import type { Resource } from '../../kernel/template';

type Properties = Resource['properties'];

export const LIMITS: Limits = {
  triggers: (stack) => stack.ofType('AWS::S3::Bucket').flatMap(notifications),
};

function notifications({ ref, properties }: Resource): Trigger[] {
  const config = properties['NotificationConfiguration'] as Properties | undefined;
  if (config === undefined) return [];
  const [first] = (config['LambdaConfigurations'] ?? []) as Properties[];
  return [{ what: `the notifications of s3://${ref}`, target: first?.['Function'] }];
}
