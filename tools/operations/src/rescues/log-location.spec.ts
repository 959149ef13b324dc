import { logLocation } from './log-location';

const PLACE = { stack: 'immortal-dev', region: 'eu-west-1' };

it('links to the log stream of a task on AWS', () => {
  expect(logLocation({ ...PLACE, isAws: true }, 'abc')).toMatch(
    /^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/cloudwatch\/.*immortal-dev-runner\/log-events\/rescue\$252Frunner\$252Fabc$/,
  );
});

it('names a command that shows the log where there is no console', () => {
  expect(logLocation({ ...PLACE, isAws: false }, 'abc')).toBe(
    'aws logs tail /aws/ecs/immortal-dev-runner --since 1d --log-stream-names rescue/runner/abc',
  );
});
