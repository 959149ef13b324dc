import { consoleLink, tailCommand } from './log-link';

const GROUP = '/aws/ecs/immortal-dev-runner';

it('links to the log stream in the console of CloudWatch, whose escaping is its own', () => {
  expect(consoleLink('eu-west-1', GROUP, 'abc')).toBe(
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1' +
      '#logsV2:log-groups/log-group/$252Faws$252Fecs$252Fimmortal-dev-runner/log-events/rescue$252Frunner$252Fabc',
  );
});

it.each([
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
  ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
])('knows the console of %s', (region, start) => {
  expect(consoleLink(region, GROUP, 'abc')).toMatch(start);
});

it('names a command where there is no console', () => {
  expect(tailCommand(GROUP, 'abc')).toBe(
    'aws logs tail /aws/ecs/immortal-dev-runner --since 1d --log-stream-names rescue/runner/abc',
  );
});
