// ECS's API through an unchanged SDK client, with tasks that are real processes, and the events of tasks.
import {
  DescribeTasksCommand,
  ListServicesCommand,
  ListTasksCommand,
  RunTaskCommand,
  type RunTaskCommandInput,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { processesWith } from '../../kernel/processes';
import {
  arnOf,
  cluster as clusterOf,
  functionArn,
  lambdaFunction,
  queue,
  queueArn,
  queuePolicy,
} from '../../testing/fixture';
import { type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';

const cluster = 'spec';
const rule = (detail: object, arn: string, more: object = {}) => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventPattern: { source: ['aws.ecs'], 'detail-type': ['ECS Task State Change'], detail },
    Targets: [{ Id: 'target', Arn: arn }],
    ...more,
  },
});
let spec: SpecCloud;

beforeAll(async () => {
  const failed = { containers: { exitCode: [{ 'anything-but': 0 }] } };
  spec = await startSpecCloud({
    ...clusterOf({
      Command: ['--from', 'definition'],
      Environment: [{ Name: 'COLOR', Value: 'red' }],
      StopTimeout: 2,
    }),
    Stopped: queue('stopped'),
    StoppedPolicy: queuePolicy('stopped', 'events.amazonaws.com'),
    All: queue('all'),
    Echo: lambdaFunction('echo', 'echo'),
    ToQueue: rule({ lastStatus: ['STOPPED'], ...failed }, queueArn('stopped')),
    ToFunction: rule({ stopCode: ['UserInitiated'] }, functionArn('echo')),
    Disabled: rule({ lastStatus: ['STOPPED'] }, queueArn('all'), { State: 'DISABLED' }),
    Scheduled: rule({}, queueArn('all'), {
      EventPattern: undefined,
      ScheduleExpression: 'rate(1 minute)',
    }),
  });
});
afterAll(() => spec.stop());

/** @param event what the fake runner does */
function inputFor(event: object, more: Partial<RunTaskCommandInput> = {}): RunTaskCommandInput {
  const environment = [{ name: 'AWS_LAMBDA_FUNCTION_EVENT', value: JSON.stringify(event) }];
  return {
    cluster,
    taskDefinition: 'runner',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    overrides: { containerOverrides: [{ name: 'runner', environment }] },
    ...more,
  };
}

async function run(event: object, more: Partial<RunTaskCommandInput> = {}): Promise<Task> {
  const { tasks = [] } = await spec.ecs.send(new RunTaskCommand(inputFor(event, more)));
  return tasks[0] ?? {};
}

async function describeTask({ taskArn = '' }: Task, include: ['TAGS'] | [] = []): Promise<Task> {
  const command = new DescribeTasksCommand({ cluster, tasks: [taskArn], include });
  const { tasks = [] } = await spec.ecs.send(command);
  return tasks[0] ?? {};
}

const stopped = ({ taskArn }: Task) =>
  spec.recorder.until('task', (one) => one.taskArn === taskArn && one.status === 'STOPPED');
const lineOf = ({ taskArn = '' }: Task, text: string) =>
  spec.recorder.until('log', (one) => taskArn.endsWith(one.name) && one.line.startsWith(text));
const stopTask = (task: Task, reason?: string) =>
  spec.ecs.send(new StopTaskCommand({ cluster, task: task.taskArn, reason }));

it('runs a task to its end and shows it', async () => {
  const tags = [{ key: 'function', value: 'orders' }];
  const task = await run({ exitCode: 3 }, { startedBy: 'r-1/1', group: 'orders', tags });
  expect(task).toMatchObject({ lastStatus: 'PROVISIONING', desiredStatus: 'RUNNING', tags });
  expect(await stopped(task)).toMatchObject({ requestId: 'r-1', exitCode: 3 });
  const { createdAt, startedAt, stoppedAt, ...shown } = await describeTask(task, ['TAGS']);
  expect([createdAt, startedAt, stoppedAt].every((time) => time instanceof Date)).toBe(true);
  expect(shown).toMatchObject({
    taskArn: task.taskArn,
    startedBy: 'r-1/1',
    group: 'orders',
    launchType: 'FARGATE',
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    cpu: '1024',
    memory: '2048',
    tags,
    stopCode: 'EssentialContainerExited',
    version: 4,
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'runner', image: 'runner:1', lastStatus: 'STOPPED', exitCode: 3 }],
  });
  expect((await describeTask(task)).tags).toBeUndefined();
});

it('gives the container its command and environment, and what RunTask overrides', async () => {
  const first = await run({});
  await lineOf(first, 'arguments ["--from","definition"]');
  const { line } = await lineOf(first, 'environment');
  expect(JSON.parse(line.replace('environment ', ''))).toMatchObject({
    COLOR: 'red',
    AWS_LAMBDA_FUNCTION_EVENT: '{}',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: spec.cloud.origin,
  });
  const override = { name: 'runner', command: ['--help'] };
  const overrides = { memory: '4096', containerOverrides: [override] };
  const second = await run({}, { overrides });
  await lineOf(second, 'arguments ["--help"]');
  expect(await describeTask(second)).toMatchObject({ memory: '4096', overrides });
});

it('stops a task with SIGTERM, and with SIGKILL if it ignores that', async () => {
  const [willing, stubborn] = [await run({ waits: 1 }), await run({ waits: 1, stubborn: 1 })];
  for (const task of [willing, stubborn]) {
    await lineOf(task, 'waiting');
    const answer = await stopTask(task, 'enough');
    expect(answer.task).toMatchObject({ desiredStatus: 'STOPPED', stopCode: 'UserInitiated' });
  }
  expect(await stopped(willing)).toMatchObject({ exitCode: 143, stoppedReason: 'enough' });
  expect(await stopped(stubborn)).toMatchObject({ exitCode: 137 });
  await lineOf(stubborn, 'got SIGTERM');
});

it('ends the processes that a task has started together with it', async () => {
  const task = await run({ child: 1 });
  await stopped(task);
  expect(await processesWith(`/tasks/${String(task.taskArn).replace(/^.*\//, '')}`)).toHaveLength(
    0,
  );
});

it('lists tasks by startedBy and by desired status', async () => {
  const startedBy = 'r-2/1';
  const task = await run({ waits: 1 }, { startedBy });
  await run({ waits: 0 }, { startedBy: 'another/owner' });
  const list = async (more: object) => {
    const { taskArns } = await spec.ecs.send(new ListTasksCommand({ cluster, ...more }));
    return taskArns;
  };
  expect(await list({ startedBy })).toStrictEqual([task.taskArn]);
  expect(await list({ startedBy, desiredStatus: 'STOPPED' })).toStrictEqual([]);
  await stopTask(task);
  expect(await list({ startedBy, desiredStatus: 'STOPPED' })).toStrictEqual([task.taskArn]);
  expect(await list({ startedBy })).toStrictEqual([]);
  await stopped(task);
});

it('starts one task for a client token, and refuses other parameters with it', async () => {
  const token = { clientToken: 'once' };
  const first = await run({}, token);
  expect((await run({}, token)).taskArn).toBe(first.taskArn);
  await expect(run({ exitCode: 1 }, token)).rejects.toMatchObject({
    name: 'ConflictException',
    resourceIds: [first.taskArn],
    $metadata: { httpStatusCode: 400 },
  });
});

it.each([
  ['ClusterNotFoundException', new RunTaskCommand(inputFor({}, { cluster: 'none' }))],
  ['ClusterNotFoundException', new ListTasksCommand({ cluster: 'none' })],
  ['ClusterNotFoundException', new DescribeTasksCommand({ cluster: 'none', tasks: ['a'] })],
  ['ClientException', new RunTaskCommand(inputFor({}, { taskDefinition: 'none' }))],
  ['InvalidParameterException', new RunTaskCommand(inputFor({ event: 'x'.repeat(8192) }))],
  ['InvalidParameterException', new DescribeTasksCommand({ cluster, tasks: [] })],
  ['InvalidParameterException', new StopTaskCommand({ cluster, task: 'none' })],
  ['UnknownOperationException', new ListServicesCommand({})],
])('refuses with %s', async (name, command) => {
  await expect(spec.ecs.send(command as RunTaskCommand)).rejects.toMatchObject({
    name,
    $metadata: { httpStatusCode: 400 },
  });
});

it('says which tasks are missing', async () => {
  const task = arnOf('ecs', 'task/spec/none');
  const command = new DescribeTasksCommand({ cluster, tasks: [task] });
  const { failures } = await spec.ecs.send(command);
  expect(failures).toStrictEqual([{ arn: task, reason: 'MISSING' }]);
});

describe('the events of tasks', () => {
  it('go to queues, in the shape of EventBridge', async () => {
    const { storage } = spec.cloud;
    const task = await run({ exitCode: 42 }, { startedBy: 'r-3/1' });
    await stopped(task);
    const poll = { max: 10, waitSeconds: 5 };
    const messages = await storage.receiveMessages(queueArn('stopped'), poll);
    const events = messages.map(({ body }) => JSON.parse(body) as { resources: string[] });
    const event = events.find(({ resources }) => resources[0] === task.taskArn);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/) as unknown;
    expect(event).toMatchObject({
      version: '0',
      source: 'aws.ecs',
      'detail-type': 'ECS Task State Change',
      account: '000000000000',
      region: 'eu-west-1',
      time,
      detail: {
        lastStatus: 'STOPPED',
        desiredStatus: 'STOPPED',
        startedBy: 'r-3/1',
        version: 4,
        taskArn: task.taskArn,
        clusterArn: arnOf('ecs', 'cluster/spec'),
        group: 'family:runner',
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        createdAt: time,
        startedAt: time,
        stoppedAt: time,
        updatedAt: time,
        containers: [{ name: 'runner', exitCode: 42, lastStatus: 'STOPPED' }],
        overrides: inputFor({ exitCode: 42 }).overrides,
      },
    });
  });

  it('go to functions, as asynchronous invocations', async () => {
    const task = await run({ waits: 1 });
    await lineOf(task, 'waiting');
    await stopTask(task);
    const { requestId } = await spec.recorder.until('invocation', (one) => one.function === 'echo');
    const ended = await spec.recorder.until('attempt-ended', (one) => one.requestId === requestId);
    expect(ended.outcome).toBe('success');
  });

  it('are not delivered by a rule that is disabled, or that they do not match', async () => {
    await stopped(await run({ exitCode: 0 }));
    expect(await spec.depth('all')).toBe(0);
    const messages = await spec.cloud.storage.receiveMessages(queueArn('stopped'), {
      max: 10,
      waitSeconds: 0,
    });
    expect(messages.map(({ body }) => body)).not.toContainEqual(
      expect.stringContaining('"exitCode":0'),
    );
  });
});
