// What can go wrong with tasks, as ECS's API and the events of tasks show it.
import { DescribeTasksCommand, RunTaskCommand, type Task } from '@aws-sdk/client-ecs';
import { FAULT_POINTS } from '../fault-points';
import { cluster, queue, queueArn, queuePolicy } from '../../testing/fixture';
import { type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';
import { isOfFunction } from '../../product/rescue-correlation';
import { NOT_STARTED, STRIKES } from './task-faults';

let spec: SpecCloud;
beforeAll(async () => {
  spec = await startSpecCloud({
    ...cluster({ StopTimeout: 2 }),
    Stopped: queue('stopped'),
    StoppedPolicy: queuePolicy('stopped', 'events.amazonaws.com'),
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['aws.ecs'], detail: { lastStatus: ['STOPPED'] } },
        Targets: [{ Id: 'target', Arn: queueArn('stopped') }],
      },
    },
  });
});
afterAll(() => spec.stop());

/** @param event what the fake runner does */
async function run(event: object): Promise<string> {
  const environment = [{ name: 'AWS_LAMBDA_FUNCTION_EVENT', value: JSON.stringify(event) }];
  const { tasks } = await spec.ecs.send(
    new RunTaskCommand({
      cluster: 'spec',
      taskDefinition: 'runner',
      startedBy: 'orders/r-1/1',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      overrides: { containerOverrides: [{ name: 'runner', environment }] },
    }),
  );
  return tasks?.[0]?.taskArn ?? '';
}

async function endOf(taskArn: string): Promise<Task> {
  await spec.recorder.until('task', (one) => one.taskArn === taskArn && one.status === 'STOPPED');
  const command = new DescribeTasksCommand({ cluster: 'spec', tasks: [taskArn] });
  return (await spec.ecs.send(command)).tasks?.[0] ?? {};
}

async function endUnder(kind: string, event: object): Promise<Task> {
  spec.cloud.faults.arm({ point: 'task', kind });
  return endOf(await run(event));
}

const linesOf = ({ taskArn = '' }: Task) =>
  spec.recorder
    .all('log')
    .filter(({ name }) => taskArn.endsWith(name))
    .map(({ line }) => line);

it.each([
  [
    'pull',
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref runner:1: runner:1: not found',
  ],
  [
    'eni',
    'ResourceInitializationError: failed to configure ENI: failed to setup regular eni: netplugin failed with no error message',
  ],
])('does not start a task: %s', async (kind, stoppedReason) => {
  const task = await endUnder(kind, {});
  expect(task).toMatchObject({ stopCode: 'TaskFailedToStart', stoppedReason });
  expect(task.startedAt).toBeUndefined();
  expect(task.containers).toMatchObject([{ lastStatus: 'STOPPED', reason: stoppedReason }]);
  expect(task.containers?.[0]).not.toHaveProperty('exitCode');
  expect(linesOf(task)).toStrictEqual([]);
});

it.each([
  ['spot', 'SpotInterruption', 'Your Spot Task was interrupted.'],
  [
    'termination',
    'TerminationNotice',
    'ECS is performing maintenance on the underlying infrastructure hosting the task',
  ],
  ['user', 'UserInitiated', 'Task stopped by user'],
])('stops a task by SIGTERM once it has begun: %s', async (kind, stopCode, stoppedReason) => {
  const task = await endUnder(kind, { waits: 1 });
  expect(task).toMatchObject({ stopCode, stoppedReason, containers: [{ exitCode: 143 }] });
  expect(linesOf(task)).toContain('got SIGTERM');
});

it('stops a task with SIGKILL if it ignores SIGTERM', async () => {
  const task = await endUnder('spot', { waits: 1, stubborn: 1 });
  expect(task).toMatchObject({ stopCode: 'SpotInterruption', containers: [{ exitCode: 137 }] });
});

it('loses the host of a task, and with it how the container ended', async () => {
  const task = await endUnder('host', { waits: 1, stubborn: 1 });
  expect(task).toMatchObject({ stopCode: 'InfrastructureHealth', desiredStatus: 'STOPPED' });
  expect(task.containers?.[0]).not.toHaveProperty('exitCode');
  expect(linesOf(task)).not.toContain('got SIGTERM');
});

it('kills a task for using too much memory', async () => {
  expect(await endUnder('oom', { waits: 1 })).toMatchObject({
    stopCode: 'EssentialContainerExited',
    containers: [
      { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
    ],
  });
});

it('kills what runs in a task, which then ends by itself', async () => {
  const task = await endUnder('runtime-killed', { waits: 1, runtime: 1 });
  expect(task).toMatchObject({
    stopCode: 'EssentialContainerExited',
    containers: [{ exitCode: 3 }],
  });
  expect(linesOf(task)).toContain('the runtime was ended by SIGKILL');
});

it('strikes a task that writes nothing, once it has started its runtime', async () => {
  const task = await endUnder('spot', { waits: 1, runtime: 1, silent: 1 });
  expect(task).toMatchObject({ stopCode: 'SpotInterruption', containers: [{ exitCode: 143 }] });
  expect(linesOf(task)).toStrictEqual([]);
});

it('strikes the next task only, and reports it', async () => {
  const struck = await endUnder('oom', { waits: 1 });
  const { requestId, struck: whom } = spec.recorder.all('fault').at(-1)!;
  expect(requestId).toBe('r-1');
  expect(whom).toBe(`the task ${String(struck.taskArn).replace(/^.*\//, '')}`);
  expect((await endOf(await run({}))).containers).toMatchObject([{ exitCode: 0 }]);
});

it('sends the end as an event', async () => {
  const task = await endUnder('host', { waits: 1 });
  const options = { max: 10, waitSeconds: 5 };
  const events: unknown[] = [];
  for (let found = 1; found > 0;) {
    const messages = await spec.cloud.storage.receiveMessages(queueArn('stopped'), options);
    events.push(...messages.map(({ body }) => JSON.parse(body) as unknown));
    found = JSON.stringify(events).includes(String(task.taskArn)) ? 0 : 1;
  }
  expect(events).toContainEqual(
    expect.objectContaining({
      detail: expect.objectContaining({
        taskArn: task.taskArn,
        stopCode: 'InfrastructureHealth',
        lastStatus: 'STOPPED',
      }) as unknown,
    }),
  );
});

it('knows every kind that can be armed', () => {
  const known = Object.keys({ ...NOT_STARTED, ...STRIKES });
  expect(known.sort()).toStrictEqual(Object.keys(FAULT_POINTS.points['task'] ?? {}).sort());
});

it.each([
  ['a line of the function', '2026-01-01T00:00:00.000Z\tr-1\tINFO\tread it', true],
  ['JSON of the function', '{"level":"WARN","message":"low","service":"orders"}', true],
  ['the last line of the runner', '{"level":"INFO","message":"…","service":"runner"}', true],
  ['a warning of the runner', '{"level":"WARN","message":"no metadata","service":"runner"}', false],
])('takes %s for a sign that the function has begun, or not', (_title, line, begun) => {
  expect(isOfFunction(line)).toBe(begun);
});
