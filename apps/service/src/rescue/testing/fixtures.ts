// Valid values for specs, to be changed where a spec is about the change.
import { parseRescuePolicy, type RescuePolicy } from '@immortal/shared';
import { type Environment } from '../environment';
import { type FailedInvocation } from '../failed-invocation';

export function anEnvironment(change: Partial<Environment> = {}): Environment {
  return {
    cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/immortal-dev',
    runner: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/immortal-dev-runner:7',
    subnets: ['subnet-0a1', 'subnet-0b2'],
    securityGroups: ['sg-0c3'],
    assignPublicIp: 'ENABLED',
    policies: new Map([['immortal-dev-orders', aPolicy()]]),
    parkedQueue: 'https://sqs.eu-west-1.amazonaws.com/123456789012/immortal-dev-parked',
    handOverBucket: 'immortal-dev-hand-over',
    ...change,
  };
}

export function aFailedInvocation(change: Partial<FailedInvocation> = {}): FailedInvocation {
  return {
    functionName: 'immortal-dev-orders',
    functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:immortal-dev-orders',
    event: { text: '{ "id": 1.0 }' },
    requestId: 'e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10',
    attempt: 1,
    firstAttempt: 1,
    isFresh: true,
    ...change,
  };
}

/** @param given what would stand in serverless.yml */
export function aPolicy(given: object = {}): RescuePolicy {
  return parseRescuePolicy(given, 'rescue');
}
