import { logGroupLink, logStreamLink, queueLink, taskLink } from './console-links';

const HOME = 'https://eu-west-1.console.aws.amazon.com';

it('links to a log group', () => {
  expect(logGroupLink('eu-west-1', '/aws/lambda/immortal-dev-smoke')).toBe(
    `${HOME}/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fimmortal-dev-smoke`,
  );
});

it('links to a log stream', () => {
  expect(logStreamLink('eu-west-1', '/aws/ecs/immortal-dev-runner', 'rescue/runner/abc')).toBe(
    `${HOME}/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Fecs$252Fimmortal-dev-runner` +
      '/log-events/rescue$252Frunner$252Fabc',
  );
});

it('links to a queue', () => {
  expect(queueLink('eu-west-1', '000000000000', 'immortal-dev-smoke-failures')).toBe(
    `${HOME}/sqs/v3/home?region=eu-west-1#/queues/` +
      'https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F000000000000%2Fimmortal-dev-smoke-failures',
  );
});

it('links to a task', () => {
  expect(taskLink('eu-west-1', 'immortal-dev', '0a1b2c3d')).toBe(
    `${HOME}/ecs/v2/clusters/immortal-dev/tasks/0a1b2c3d/configuration?region=eu-west-1`,
  );
});

it('links to a queue in China, whose partition has domains of its own', () => {
  expect(queueLink('cn-north-1', '000000000000', 'q')).toBe(
    'https://cn-north-1.console.amazonaws.cn/sqs/v3/home?region=cn-north-1#/queues/' +
      'https%3A%2F%2Fsqs.cn-north-1.amazonaws.com.cn%2F000000000000%2Fq',
  );
});

it('links to the console of AWS GovCloud', () => {
  expect(logGroupLink('us-gov-west-1', 'group')).toMatch(
    /^https:\/\/us-gov-west-1\.console\.amazonaws-us-gov\.com\//,
  );
});
