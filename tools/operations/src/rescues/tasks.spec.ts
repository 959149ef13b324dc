import {
  ClusterNotFoundException,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { RefusalError } from '../errors';
import { tasksOf } from './tasks';

const { signal } = new AbortController();

describe('tasksOf', () => {
  const ecs = mockClient(ECSClient);
  const client = new ECSClient({ region: 'eu-west-1' });
  beforeEach(() => ecs.reset());

  it('returns the tasks of all pages, running and stopped, described a hundred at a time', async () => {
    const arns = Array.from({ length: 130 }, (_, index) => `task/immortal-dev/${index}`);
    ecs
      .on(ListTasksCommand, { desiredStatus: 'RUNNING' })
      .resolvesOnce({ taskArns: arns.slice(0, 90), nextToken: 'more' });
    ecs
      .on(ListTasksCommand, { desiredStatus: 'RUNNING', nextToken: 'more' })
      .resolves({ taskArns: arns.slice(90, 110) });
    // One has stopped between the two lists.
    ecs.on(ListTasksCommand, { desiredStatus: 'STOPPED' }).resolves({ taskArns: arns.slice(109) });
    ecs.on(DescribeTasksCommand).callsFake(({ tasks }: { tasks: string[] }) => ({
      tasks: tasks.map((taskArn) => ({ taskArn })),
    }));
    const tasks = await tasksOf('immortal-dev', client, signal);
    expect(tasks.map(({ taskArn }) => taskArn)).toEqual(arns);
    const described = ecs.commandCalls(DescribeTasksCommand).map(({ args }) => args[0].input);
    expect(described.map(({ tasks: asked }) => asked?.length)).toEqual([100, 30]);
  });

  it('describes nothing in a cluster without tasks', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: [] });
    expect(await tasksOf('immortal-dev', client, signal)).toEqual([]);
    expect(ecs.commandCalls(DescribeTasksCommand)).toHaveLength(0);
  });

  it('refuses a cluster that does not exist', async () => {
    const error = new ClusterNotFoundException({ $metadata: {}, message: 'Cluster not found.' });
    ecs.on(ListTasksCommand).rejects(error);
    const attempt = tasksOf('immortal-x', client, signal);
    await expect(attempt).rejects.toThrow(RefusalError);
    await expect(attempt).rejects.toThrow('There is no cluster immortal-x in eu-west-1.');
  });
});
