// What ECS refuses, limits and leaves open, through an unchanged SDK client.
import {
  DescribeTasksCommand,
  ListTasksCommand,
  paginateListTasks,
  RunTaskCommand,
  type RunTaskCommandInput,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { cluster } from '../../testing/fixture';
import { eventually } from '../../testing/recorder';
import { clientsOf, type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';
import type { EcsSettings } from './ecs-settings';

const INPUT: RunTaskCommandInput = {
  cluster: 'spec',
  taskDefinition: 'runner',
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
};
const SPOT = [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }];
const clouds: SpecCloud[] = [];
let spec: SpecCloud;

async function start(ecs: Partial<EcsSettings>, more: object = {}): Promise<SpecCloud> {
  const cloud = await startSpecCloud({ ...cluster(), ...more }, { ecs });
  clouds.push(cloud);
  return cloud;
}

beforeAll(async () => {
  spec = await start(
    {},
    {
      Providers: {
        Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
        Properties: {
          Cluster: { Ref: 'Cluster' },
          CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
          DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
        },
      },
    },
  );
});
afterAll(() => Promise.all(clouds.map((one) => one.stop())));

const run = (more: Partial<RunTaskCommandInput> = {}, { ecs } = spec) =>
  ecs.send(new RunTaskCommand({ ...INPUT, ...more }));

describe('failures because of missing capacity', () => {
  it('are a response with status 200 and without a task', async () => {
    spec.cloud.faults.arm({ point: 'ecs.RunTask', kind: 'failures' });
    const { tasks, failures, $metadata } = await run();
    expect({ tasks, status: $metadata.httpStatusCode }).toStrictEqual({ tasks: [], status: 200 });
    expect(failures).toStrictEqual([
      {
        arn: 'arn:aws:ecs:eu-west-1:000000000000:cluster/spec',
        reason:
          'Capacity is unavailable at this time. Please try again later or in a different availability zone',
      },
    ]);
  });

  it('are returned again for the same client token, and use up no further fault', async () => {
    spec.cloud.faults.arm({ point: 'ecs.RunTask', kind: 'failures', count: 2 });
    const token = { clientToken: 'no-capacity' };
    const first = await run(token);
    const again = await run(token);
    expect(again.failures).toStrictEqual(first.failures);
    expect(spec.cloud.faults.list()).toMatchObject([{ left: 1 }]);
    expect((await run({ clientToken: 'next' })).failures).toHaveLength(1);
  });

  it('are forgotten under their client token if so configured', async () => {
    const other = await start({ tokenFailures: 'forgotten' });
    other.cloud.faults.arm({ point: 'ecs.RunTask', kind: 'failures' });
    const token = { clientToken: 'no-capacity' };
    expect((await run(token, other)).tasks).toHaveLength(0);
    const { tasks } = await run(token, other);
    expect(tasks).toHaveLength(1);
    expect((await run(token, other)).tasks?.[0]?.taskArn).toBe(tasks?.[0]?.taskArn);
  });
});

it('starts no task beyond the quota of vCPUs until another task has stopped', async () => {
  const other = await start({ vcpus: 1 });
  const big = { overrides: { cpu: '1024', memory: '2048' } };
  const { tasks: [first] = [] } = await run(big, other);
  const { tasks, failures } = await run({}, other);
  expect({ tasks, reason: failures?.[0]?.reason }).toEqual({
    tasks: [],
    reason: 'You’ve reached the limit on the number of vCPUs you can run concurrently',
  });
  await other.ecs.send(new StopTaskCommand({ cluster: 'spec', task: first?.taskArn }));
  const next = await eventually(
    () => run(big, other),
    ({ tasks }) => tasks?.length === 1,
  );
  expect(next.failures).toEqual([]);
});

it('throttles calls of RunTask that exceed its rate', async () => {
  const other = await start({ runTaskRate: { perSecond: 1, burst: 2 } });
  const once = clientsOf(other.cloud.origin, { maxAttempts: 1 });
  const calls = [1, 2, 3, 4].map(() => once.ecs.send(new RunTaskCommand(INPUT)));
  const settled = await Promise.allSettled(calls);
  const refused = settled.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as Error] : [],
  );
  expect(refused.length).toBeGreaterThanOrEqual(1);
  for (const error of refused) {
    expect(error).toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
  }
  // A client that tries again comes through.
  const patient = { ...other, ...clientsOf(other.cloud.origin, { maxAttempts: 10 }) };
  await expect(run({}, patient)).resolves.toMatchObject({ failures: [] });
});

describe('ListTasks', () => {
  const startedBy = 'pages/1';
  const list = (more: object, { ecs } = spec) =>
    ecs.send(new ListTasksCommand({ cluster: 'spec', ...more }));
  beforeAll(async () => {
    await run({ count: 5, startedBy });
    await run({ startedBy: 'another/1' });
  });

  it('returns pages, which an SDK client combines', async () => {
    const { ecs: client } = spec;
    const config = { client, pageSize: 2 };
    const pages: string[][] = [];
    for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
      const query = { cluster: 'spec', startedBy, desiredStatus };
      for await (const { taskArns = [] } of paginateListTasks(config, query)) pages.push(taskArns);
    }
    expect(pages.every(({ length }) => length <= 2)).toBe(true);
    expect(new Set(pages.flat()).size).toBe(5);
  });

  it.each([
    ['a page of no size', { maxResults: 0 }],
    ['a page of more than 100', { maxResults: 101 }],
    ['a token that is none', { nextToken: 'bm9uZQ==' }],
    ['a status that is none', { desiredStatus: 'GONE' }],
    ['startedBy beside a family', { startedBy, family: 'runner' }],
    ['a filter that it does not support', { serviceName: 'orders' }],
  ])('refuses %s', async (_title, more) => {
    await expect(list(more)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('accepts desiredStatus together with startedBy, and refuses it if so configured', async () => {
    const both = { startedBy, desiredStatus: 'STOPPED' };
    await expect(list(both)).resolves.toBeDefined();
    const other = await start({ startedByAlone: true });
    await expect(list(both, other)).rejects.toThrow('it must be the only filter that you use');
    await expect(list({ startedBy }, other)).resolves.toMatchObject({ taskArns: [] });
  });
});

describe('capacity providers', () => {
  const providersOf = async (more: Partial<RunTaskCommandInput>) => {
    const { tasks = [] } = await run(more);
    const arns = tasks.map(({ taskArn = '' }) => taskArn);
    const command = new DescribeTasksCommand({ cluster: 'spec', tasks: arns });
    const described = await spec.ecs.send(command);
    return described.tasks?.map(({ capacityProviderName }) => capacityProviderName);
  };

  it('are shown in the description of a task', async () => {
    const byStrategy = { launchType: undefined, capacityProviderStrategy: SPOT };
    expect(await providersOf(byStrategy)).toStrictEqual(['FARGATE_SPOT']);
    expect(await providersOf({ launchType: undefined })).toStrictEqual(['FARGATE_SPOT']);
    expect(await providersOf({})).toStrictEqual([undefined]);
  });

  it('are refused if the cluster does not list them', async () => {
    const other = await start({});
    const input = { launchType: undefined, capacityProviderStrategy: SPOT };
    await expect(run(input, other)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('are refused together with a launch type', async () => {
    await expect(run({ capacityProviderStrategy: SPOT })).rejects.toThrow(
      'Specifying both a launch type and capacity provider strategy is not supported.',
    );
  });
});

it('refuses a size that Fargate does not have', async () => {
  await expect(run({ overrides: { cpu: '1024', memory: '512' } })).rejects.toMatchObject({
    name: 'ClientException',
    message: expect.stringContaining('1024 CPU, 512 memory') as unknown,
  });
});
