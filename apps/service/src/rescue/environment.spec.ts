import { readEnvironment } from './environment';
import { EnvironmentError } from './errors';

const ENV = {
  CLUSTER: 'arn:aws:ecs:eu-west-1:123456789012:cluster/immortal-dev',
  RUNNER: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/immortal-dev-runner:7',
  SUBNETS: 'subnet-0a1, subnet-0b2',
  SECURITY_GROUPS: 'sg-0c3',
  RESCUABLE_FUNCTIONS: 'immortal-dev-orders,immortal-dev-mails',
};

describe('readEnvironment', () => {
  it('reads the variables that serverless.yml sets', () => {
    expect(readEnvironment(ENV)).toEqual({
      cluster: ENV.CLUSTER,
      runner: ENV.RUNNER,
      subnets: ['subnet-0a1', 'subnet-0b2'],
      securityGroups: ['sg-0c3'],
      rescuableFunctions: new Set(['immortal-dev-orders', 'immortal-dev-mails']),
    });
  });

  it('takes a cluster and a task definition by their names', () => {
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

  it.each(Object.keys(ENV))('refuses %s when it is empty', (name) => {
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
    ['RESCUABLE_FUNCTIONS', '*', 'RESCUABLE_FUNCTIONS is malformed: "*"'],
  ])('refuses %s=%s', (name, value, message) => {
    expect(() => readEnvironment({ ...ENV, [name]: value })).toThrow(message);
  });
});
