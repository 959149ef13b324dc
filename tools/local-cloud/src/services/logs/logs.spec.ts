// CloudWatch Logs through an unchanged SDK client: what functions and tasks have written.
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  GetLogEventsCommand,
  type GetLogEventsCommandInput,
  paginateFilterLogEvents,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { RunTaskCommand } from '@aws-sdk/client-ecs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { cluster, lambdaFunction, REGION } from '../../testing/fixture';
import { type SpecCloud, startSpecCloud } from '../../testing/spec-cloud';

const TASKS = '/aws/ecs/runner';
const FUNCTION = '/aws/lambda/batch';
let spec: SpecCloud;
let logs: CloudWatchLogsClient;
let taskId: string;

beforeAll(async () => {
  const options = { 'awslogs-group': TASKS, 'awslogs-stream-prefix': 'rescue' };
  const LogConfiguration = { LogDriver: 'awslogs', Options: options };
  spec = await startSpecCloud({
    ...cluster({ LogConfiguration }),
    Group: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: TASKS, RetentionInDays: 14 },
    },
    Batch: lambdaFunction('batch', 'batch'),
  });
  const credentials = { accessKeyId: 'spec', secretAccessKey: 'spec' };
  const { origin: endpoint } = spec.cloud;
  logs = new CloudWatchLogsClient({ endpoint, region: REGION, credentials });
  for (const order of ['a', 'b', 'c']) await invoke(order);
  taskId = await runTask();
});
afterAll(async () => {
  logs.destroy();
  await spec.stop();
});

async function invoke(order: string): Promise<void> {
  const record = {
    messageId: order,
    body: JSON.stringify({ order }),
    attributes: { ApproximateReceiveCount: '1' },
  };
  const Payload = Buffer.from(JSON.stringify({ Records: [record] }));
  await spec.lambda.send(new InvokeCommand({ FunctionName: 'batch', Payload }));
  await spec.recorder.untilLine(`order ${order},`);
}

async function runTask(): Promise<string> {
  const { tasks } = await spec.ecs.send(
    new RunTaskCommand({
      cluster: 'spec',
      taskDefinition: 'runner',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    }),
  );
  const { taskArn } = tasks?.[0] ?? {};
  await spec.recorder.until('task', (one) => one.taskArn === taskArn && one.status === 'STOPPED');
  return String(taskArn).replace(/^.*\//, '');
}

const filter = (input: Partial<FilterLogEventsCommandInput>) =>
  logs.send(new FilterLogEventsCommand({ logGroupName: FUNCTION, ...input }));
const orders = (events: readonly { message?: string }[] = []) =>
  events.map(({ message }) => /order (\w)/.exec(message ?? '')?.[1]);

it('keeps what a task has written, in the stream that AWS would name so', async () => {
  const { events = [] } = await filter({ logGroupName: TASKS });
  expect(events[0]).toMatchObject({
    logStreamName: `rescue/runner/${taskId}`,
    message: 'arguments []',
    timestamp: expect.any(Number) as unknown,
    eventId: expect.any(String) as unknown,
  });
  expect(events).toHaveLength(2);
});

it('keeps what a function has written', async () => {
  const { events = [] } = await filter({});
  expect(orders(events)).toStrictEqual(['a', 'b', 'c']);
  expect(events[0]?.logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][\da-f]{32}$/);
  expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(3);
});

describe('FilterLogEvents', () => {
  it('finds lines by a pattern', async () => {
    expect(orders((await filter({ filterPattern: '"order b"' })).events)).toStrictEqual(['b']);
  });

  it('finds lines of streams by their names and by how they begin', async () => {
    const [stream] = (await filter({})).events?.map(({ logStreamName }) => logStreamName) ?? [];
    const logStreamNames = [stream ?? ''];
    expect((await filter({ logStreamNames })).events).toHaveLength(3);
    expect((await filter({ logStreamNamePrefix: stream?.slice(0, 5) })).events).toHaveLength(3);
    expect((await filter({ logStreamNamePrefix: 'rescue' })).events).toHaveLength(0);
  });

  it('finds lines by their time, both ends included', async () => {
    const times = (await filter({})).events?.map(({ timestamp = 0 }) => timestamp) ?? [];
    const [first = 0, last = 0] = [times[0], times.at(-1)];
    expect((await filter({ startTime: first, endTime: last })).events).toHaveLength(3);
    expect((await filter({ startTime: last + 1 })).events).toHaveLength(0);
    expect((await filter({ endTime: first - 1 })).events).toHaveLength(0);
  });

  it('gives pages, which an SDK client puts together', async () => {
    const found: unknown[] = [];
    const input = { logGroupName: FUNCTION, limit: 2 };
    let pages = 0;
    for await (const { events } of paginateFilterLogEvents({ client: logs }, input)) {
      found.push(...orders(events));
      pages += 1;
    }
    expect({ pages, found }).toStrictEqual({ pages: 2, found: ['a', 'b', 'c'] });
  });

  it('takes an ARN for the group', async () => {
    const logGroupIdentifier = `arn:aws:logs:eu-west-1:000000000000:log-group:${FUNCTION}`;
    const input = { logGroupName: undefined, logGroupIdentifier };
    expect((await filter(input)).events).toHaveLength(3);
  });
});

describe('GetLogEvents', () => {
  const get = async (input: Partial<GetLogEventsCommandInput>) => {
    const [event] = (await filter({})).events ?? [];
    const { logStreamName } = event ?? {};
    return logs.send(
      new GetLogEventsCommand({ logGroupName: FUNCTION, logStreamName, limit: 2, ...input }),
    );
  };

  it('reads forwards, until the token stays the same', async () => {
    const first = await get({ startFromHead: true });
    const second = await get({ nextToken: first.nextForwardToken });
    const third = await get({ nextToken: second.nextForwardToken });
    expect([first, second, third].map(({ events }) => orders(events))).toStrictEqual([
      ['a', 'b'],
      ['c'],
      [],
    ]);
    expect(third.nextForwardToken).toBe(second.nextForwardToken);
    const back = await get({ nextToken: third.nextBackwardToken });
    expect(orders(back.events)).toStrictEqual(['b', 'c']);
  });

  it('begins with the newest lines, and reads backwards', async () => {
    const first = await get({});
    const second = await get({ nextToken: first.nextBackwardToken });
    const third = await get({ nextToken: second.nextBackwardToken });
    expect([first, second, third].map(({ events }) => orders(events))).toStrictEqual([
      ['b', 'c'],
      ['a'],
      [],
    ]);
    expect(third.nextBackwardToken).toBe(second.nextBackwardToken);
  });

  it('leaves out the end of its time', async () => {
    const [first] = (await filter({})).events ?? [];
    const { events } = await get({ endTime: first?.timestamp, startFromHead: true });
    expect(events).toStrictEqual([]);
  });
});

it('describes groups, those of the template too', async () => {
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
  expect(logGroups).toMatchObject([
    {
      logGroupName: TASKS,
      retentionInDays: 14,
      arn: `arn:aws:logs:eu-west-1:000000000000:log-group:${TASKS}:*`,
    },
    { logGroupName: FUNCTION },
  ]);
  const names = async (input: object) =>
    (await logs.send(new DescribeLogGroupsCommand(input))).logGroups?.map(
      ({ logGroupName }) => logGroupName,
    );
  expect(await names({ logGroupNamePrefix: '/aws/lambda' })).toStrictEqual([FUNCTION]);
  expect(await names({ logGroupNamePattern: 'RUNNER' })).toStrictEqual([TASKS]);
  expect(await names({ limit: 1 })).toStrictEqual([TASKS]);
});

it('describes streams, in either order', async () => {
  const other = await runTask();
  const namesBy = async (input: object) => {
    const command = new DescribeLogStreamsCommand({ logGroupName: TASKS, ...input });
    const { logStreams } = await logs.send(command);
    return logStreams?.map(({ logStreamName }) => logStreamName);
  };
  const names = [taskId, other].map((id) => `rescue/runner/${id}`);
  expect(await namesBy({})).toStrictEqual([...names].sort());
  expect(await namesBy({ descending: true })).toStrictEqual([...names].sort().reverse());
  const newest = { orderBy: 'LastEventTime', descending: true, limit: 1 };
  expect(await namesBy(newest)).toStrictEqual([names[1]]);
  expect(await namesBy({ logStreamNamePrefix: names[0] })).toStrictEqual([names[0]]);
});

it.each<[string, () => Promise<unknown>]>([
  [
    'ResourceNotFoundException',
    () => logs.send(new FilterLogEventsCommand({ logGroupName: '/none' })),
  ],
  [
    'ResourceNotFoundException',
    () => logs.send(new GetLogEventsCommand({ logGroupName: TASKS, logStreamName: 'none' })),
  ],
  [
    'InvalidParameterException',
    () => logs.send(new FilterLogEventsCommand({ logGroupName: TASKS, filterPattern: '?a ?b' })),
  ],
  [
    'InvalidParameterException',
    () => logs.send(new FilterLogEventsCommand({ logGroupName: TASKS, limit: 0 })),
  ],
  [
    'InvalidParameterException',
    () => logs.send(new FilterLogEventsCommand({ logGroupName: TASKS, unmask: true })),
  ],
  [
    'InvalidParameterException',
    () => logs.send(new FilterLogEventsCommand({ logGroupName: TASKS, nextToken: 'nothing' })),
  ],
  [
    'InvalidParameterException',
    () =>
      logs.send(
        new DescribeLogStreamsCommand({
          logGroupName: TASKS,
          orderBy: 'LastEventTime',
          logStreamNamePrefix: 'a',
        }),
      ),
  ],
  [
    'UnknownOperationException',
    () => logs.send(new DeleteLogGroupCommand({ logGroupName: TASKS })),
  ],
  [
    'ResourceNotFoundException',
    () =>
      logs.send(
        new PutLogEventsCommand({ logGroupName: TASKS, logStreamName: 'a', logEvents: [] }),
      ),
  ],
  [
    'ResourceAlreadyExistsException',
    () =>
      logs.send(
        new CreateLogStreamCommand({
          logGroupName: TASKS,
          logStreamName: `rescue/runner/${taskId}`,
        }),
      ),
  ],
  [
    'InvalidParameterException',
    () => logs.send(new CreateLogStreamCommand({ logGroupName: TASKS, logStreamName: 'a:b' })),
  ],
])('refuses with %s', async (name, call) => {
  await expect(call()).rejects.toMatchObject({
    name,
    $metadata: { httpStatusCode: 400 },
  });
});

it('takes what a process writes itself', async () => {
  const stream = { logGroupName: FUNCTION, logStreamName: 'own' };
  await logs.send(new CreateLogStreamCommand(stream));
  const logEvents = [{ timestamp: 1, message: 'a line of its own' }];
  await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
  const { events = [] } = await logs.send(new GetLogEventsCommand(stream));
  expect(events.map(({ message }) => message)).toEqual(['a line of its own']);
});
