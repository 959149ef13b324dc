import { logGroupLink, queueLink, taskLink } from './console-links';
import { namesOf } from './names';

const names = namesOf(
  'immortal',
  'dev',
  'arn:aws:lambda:eu-west-1:000000000000:function:immortal-dev-smoke',
);

describe('the links into the console', () => {
  it('show a log group', () => {
    expect(logGroupLink(names, '/aws/lambda/immortal-dev-smoke')).toBe(
      'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1' +
        '#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fimmortal-dev-smoke',
    );
  });

  it('show a queue', () => {
    expect(queueLink(names, names.failureQueue)).toBe(
      'https://eu-west-1.console.aws.amazon.com/sqs/v3/home?region=eu-west-1#/queues/' +
        'https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F000000000000%2Fimmortal-dev-smoke-failures',
    );
  });

  it('show a task', () => {
    const arn = 'arn:aws:ecs:eu-west-1:000000000000:task/immortal-dev/0a1b2c3d';
    expect(taskLink(names, arn)).toBe(
      'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/immortal-dev/tasks/0a1b2c3d/configuration?region=eu-west-1',
    );
  });

  it('lead to the consoles of other partitions', () => {
    const inChina = namesOf(
      'immortal',
      'dev',
      'arn:aws-cn:lambda:cn-north-1:000000000000:function:immortal-dev-smoke',
    );
    expect(queueLink(inChina, 'q')).toBe(
      'https://cn-north-1.console.amazonaws.cn/sqs/v3/home?region=cn-north-1#/queues/' +
        'https%3A%2F%2Fsqs.cn-north-1.amazonaws.com.cn%2F000000000000%2Fq',
    );
  });
});
