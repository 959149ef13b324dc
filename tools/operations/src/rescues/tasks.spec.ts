import {
  ClusterNotFoundException,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { RefusalError } from '../errors';
import { rescueOfTask, rescuesOfTasks } from './tasks';

const NOW = new Date('2026-11-24T09:00:00Z');
const at = (time: string) => new Date(`2026-11-24T${time}Z`);
const { signal } = new AbortController();

const task = (change: Task = {}): Task => ({
  taskArn: 'arn:aws:ecs:eu-west-1:123456789012:task/immortal-dev/abc',
  group: 'immortal-dev-orders',
  startedBy: 'r-1/2',
  lastStatus: 'RUNNING',
  createdAt: at('08:00:00'),
  startedAt: at('08:01:00'),
  ...change,
});
const stopped = (exitCode: number | undefined, change: Task = {}) =>
  task({
    lastStatus: 'STOPPED',
    stoppedAt: at('08:31:00'),
    // GuardDuty's agent, which AWS may add, comes in any place.
    containers: [
      { name: 'aws-guardduty-agent', exitCode: 9 },
      { name: 'runner', ...(exitCode !== undefined && { exitCode }) },
    ],
    ...change,
  });

describe('a task as a rescue', () => {
  it('says whom it is for, since when it runs, and how long by now', () => {
    expect(rescueOfTask(task(), NOW)).toEqual({
      taskId: 'abc',
      functionName: 'immortal-dev-orders',
      requestId: 'r-1',
      attempt: 2,
      state: 'RUNNING',
      startedAt: at('08:01:00'),
      durationMs: 59 * 60_000,
    });
  });

  it.each([
    ['PROVISIONING', 'PENDING'],
    ['PENDING', 'PENDING'],
    ['ACTIVATING', 'PENDING'],
    ['DEPROVISIONING', 'STOPPING'],
  ])('that is %s counts as %s', (lastStatus, state) => {
    expect(rescueOfTask(task({ lastStatus }), NOW)?.state).toBe(state);
  });

  it('that has not started yet has no duration, and counts from when it was asked for', () => {
    const { startedAt, ...waiting } = task({ lastStatus: 'PENDING' });
    const rescue = rescueOfTask(waiting, NOW);
    expect(startedAt).toBeDefined();
    expect(rescue).toMatchObject({ state: 'PENDING', startedAt: at('08:00:00') });
    expect(rescue).not.toHaveProperty('durationMs');
  });

  it('that has exited with 0 succeeded', () => {
    const rescue = rescueOfTask(stopped(0), NOW);
    expect(rescue).toMatchObject({ state: 'succeeded', exitCode: 0, durationMs: 30 * 60_000 });
    expect(rescue).not.toHaveProperty('end');
  });

  it.each([
    [
      stopped(137, {
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        containers: [{ name: 'runner', exitCode: 137, reason: 'OutOfMemoryError: killed' }],
      }),
      'EssentialContainerExited: Essential container in task exited: OutOfMemoryError: killed',
    ],
    [
      stopped(undefined, {
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'CannotPullContainerError',
      }),
      'TaskFailedToStart: CannotPullContainerError',
    ],
  ])('that has ended otherwise failed, in ECS’s words', (one, end) => {
    expect(rescueOfTask(one, NOW)).toMatchObject({ state: 'failed', end });
  });

  it.each([task({ startedBy: 'somebody' }), task({ startedBy: undefined })])(
    'is none when somebody else has started it',
    (one) => {
      expect(rescueOfTask(one, NOW)).toBeUndefined();
    },
  );
});

describe('the rescues of a cluster', () => {
  const ecs = mockClient(ECSClient);
  const client = new ECSClient({ region: 'eu-west-1' });
  beforeEach(() => ecs.reset());

  it('are those of all pages, running and stopped, described a hundred at a time', async () => {
    const arns = Array.from({ length: 130 }, (_, index) => `task/immortal-dev/${index}`);
    ecs.on(ListTasksCommand, { desiredStatus: 'RUNNING' }).resolvesOnce({
      taskArns: arns.slice(0, 90),
      nextToken: 'more',
    });
    ecs
      .on(ListTasksCommand, { desiredStatus: 'RUNNING', nextToken: 'more' })
      .resolves({ taskArns: arns.slice(90, 110) });
    // One has stopped between the two lists.
    ecs.on(ListTasksCommand, { desiredStatus: 'STOPPED' }).resolves({ taskArns: arns.slice(109) });
    ecs.on(DescribeTasksCommand).callsFake(({ tasks }: { tasks: string[] }) => ({
      tasks: tasks.map((taskArn) => task({ taskArn })),
    }));
    const rescues = await rescuesOfTasks('immortal-dev', client, NOW, signal);
    expect(new Set(rescues.map(({ taskId }) => taskId)).size).toBe(130);
    expect(rescues).toHaveLength(130);
    const described = ecs.commandCalls(DescribeTasksCommand).map(({ args }) => args[0].input);
    expect(described.map(({ tasks }) => tasks?.length)).toEqual([100, 30]);
  });

  it('are none when there is no task', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: [] });
    expect(await rescuesOfTasks('immortal-dev', client, NOW, signal)).toEqual([]);
    expect(ecs.commandCalls(DescribeTasksCommand)).toHaveLength(0);
  });

  it('are refused for a cluster that does not exist', async () => {
    const error = new ClusterNotFoundException({ $metadata: {}, message: 'Cluster not found.' });
    ecs.on(ListTasksCommand).rejects(error);
    const attempt = rescuesOfTasks('immortal-x', client, NOW, signal);
    await expect(attempt).rejects.toThrow(RefusalError);
    await expect(attempt).rejects.toThrow('There is no cluster immortal-x in eu-west-1.');
  });
});
