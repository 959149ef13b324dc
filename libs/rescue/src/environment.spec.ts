import { parseRescuePolicy } from '@immortal/shared';
import { readEnvironment } from './environment';
import { EnvironmentError } from './errors';

const ENV = {
  CLUSTER: 'arn:aws:ecs:eu-west-1:123456789012:cluster/immortal-dev',
  RUNNER: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/immortal-dev-runner:7',
  SUBNETS: 'subnet-0a1, subnet-0b2',
  SECURITY_GROUPS: 'sg-0c3',
  ASSIGN_PUBLIC_IP: 'ENABLED',
  RESCUE_POLICIES: '{"immortal-dev-orders":{"spot":true},"immortal-dev-mails":{}}',
  PARKED_QUEUE: 'https://sqs.eu-west-1.amazonaws.com/123456789012/immortal-dev-parked',
  HAND_OVER_BUCKET: 'immortal-dev-hand-over-123456789012-eu-west-1',
};

describe('readEnvironment', () => {
  it('reads the variables that serverless.yml sets', () => {
    expect(readEnvironment(ENV)).toEqual({
      cluster: ENV.CLUSTER,
      runner: ENV.RUNNER,
      subnets: ['subnet-0a1', 'subnet-0b2'],
      securityGroups: ['sg-0c3'],
      assignPublicIp: 'ENABLED',
      policies: new Map([
        ['immortal-dev-orders', parseRescuePolicy({ spot: true }, '')],
        ['immortal-dev-mails', parseRescuePolicy({}, '')],
      ]),
      parkedQueue: ENV.PARKED_QUEUE,
      handOverBucket: ENV.HAND_OVER_BUCKET,
    });
  });

  it('accepts names of a cluster and a task definition', () => {
    expect(readEnvironment({ ...ENV, CLUSTER: 'mine', RUNNER: 'runner' })).toMatchObject({
      cluster: 'mine',
      runner: 'runner',
    });
  });

  it.each(Object.keys(ENV))('refuses %s when it is unset', (name) => {
    const attempt = () => readEnvironment({ ...ENV, [name]: undefined });
    expect(attempt).toThrow(EnvironmentError);
    expect(attempt).toThrow(new RegExp(`^${name} is not set\\. Set it to .+`));
  });

  const lists = Object.keys(ENV).filter((name) => name !== 'RESCUE_POLICIES');
  it.each(lists)('refuses %s when it is empty', (name) => {
    const attempt = () => readEnvironment({ ...ENV, [name]: '' });
    expect(attempt).toThrow(EnvironmentError);
    expect(attempt).toThrow(new RegExp(`^${name} is empty or has an empty item: ""\\. Set it to`));
  });

  it.each([
    ['CLUSTER', 'arn:aws:ecs:eu-west-1:123456789012:service/a', 'CLUSTER is malformed: "arn:aws'],
    ['RUNNER', 'runner:latest', 'RUNNER is malformed: "runner:latest"'],
    [
      'SUBNETS',
      'subnet-1,,subnet-2',
      'SUBNETS is empty or has an empty item: "subnet-1,,subnet-2"',
    ],
    ['SUBNETS', 'subnet-1 subnet-2', 'SUBNETS is malformed: "subnet-1 subnet-2"'],
    ['SECURITY_GROUPS', 'default', 'SECURITY_GROUPS is malformed: "default"'],
    ['ASSIGN_PUBLIC_IP', 'yes', 'ASSIGN_PUBLIC_IP is malformed: "yes". Set it to ENABLED or'],
    ['PARKED_QUEUE', 'immortal-dev-parked', 'Set it to the URL of an SQS queue.'],
    ['HAND_OVER_BUCKET', 's3://bucket', 'HAND_OVER_BUCKET is malformed: "s3://bucket"'],
    [
      'RESCUE_POLICIES',
      '',
      'RESCUE_POLICIES is malformed: "". Set it to an object of rescue policies',
    ],
    ['RESCUE_POLICIES', '[]', 'RESCUE_POLICIES is malformed: "[]"'],
    ['RESCUE_POLICIES', '{"orders":{"spott":1}}', 'RESCUE_POLICIES.orders.spott does not exist.'],
  ])('refuses %s=%s', (name, value, message) => {
    expect(() => readEnvironment({ ...ENV, [name]: value })).toThrow(message);
  });
});
