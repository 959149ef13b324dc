// The queues of the stack, and those among them that are dead-letter queues.
import type { Stack } from '../kernel/template';

/** ARNs, in template order. */
export function queuesOf(stack: Pick<Stack, 'ofType'>): string[] {
  return stack.ofType('AWS::SQS::Queue').map(({ attributes }) => String(attributes['Arn']));
}

/** The queues that a redrive policy names. */
export function parkedQueuesOf(stack: Pick<Stack, 'ofType'>): string[] {
  const targets = stack.ofType('AWS::SQS::Queue').map(({ properties }) => {
    const policy = properties['RedrivePolicy'] as { deadLetterTargetArn?: unknown } | undefined;
    return policy?.deadLetterTargetArn;
  });
  return queuesOf(stack).filter((arn) => targets.includes(arn));
}
