// The whole command over HTTP, with ECS and CloudWatch Logs as they answer.
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { watchHost } from '../aws/aws-host';
import { captureOutput } from '../testing/captured-output';
import {
  type Answer,
  type Asked,
  clientSettings,
  type HttpServer,
  startHttpServer,
} from '../testing/http-server';
import { listRescues, type RescuesDeps, type RescuesOptions } from './list';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const OPTIONS: RescuesOptions = {
  stack: 'immortal-dev',
  sinceMs: 86_400_000,
  limit: 100,
};

let server: HttpServer;
beforeAll(async () => {
  server = await startHttpServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.asked.length = 0;
});

function answer(logs: (input: Record<string, unknown>) => Answer): void {
  server.answer = ({ action, body }: Asked) => {
    const input = JSON.parse(body) as Record<string, unknown>;
    switch (action) {
      case 'ListTasks':
        return json({ taskArns: input['desiredStatus'] === 'RUNNING' ? ['task/x/running'] : [] });
      case 'DescribeTasks':
        return json({ tasks: [RUNNING] });
      default:
        return logs(input);
    }
  };
}

const json = (value: unknown): Answer => ({ status: 200, body: JSON.stringify(value) });
const RUNNING = {
  taskArn: 'task/x/running',
  group: 'immortal-dev-orders',
  startedBy: 'r-1/1',
  lastStatus: 'RUNNING',
  startedAt: NOW / 1000 - 7_260,
};
const ended = (taskId: string, minutesAgo: number) => ({
  logStreamName: `rescue/runner/${taskId}`,
  timestamp: NOW - minutesAgo * 60_000,
  message: JSON.stringify({
    service: 'runner',
    requestId: `r-${taskId}`,
    functionName: 'immortal-dev-orders',
    outcome: 'timed-out',
    exitCode: 1,
    durationMs: 4_000,
    message: 'It was stopped.',
  }),
});

async function run(change: Partial<RescuesOptions> = {}, json = false) {
  const ecs = new ECSClient(clientSettings(server.url));
  const { output, written, notes } = captureOutput(json);
  const deps: RescuesDeps = {
    ...output,
    ecs,
    logs: new CloudWatchLogsClient(clientSettings(server.url)),
    isAws: watchHost(ecs),
    signal: new AbortController().signal,
    now: () => new Date(NOW),
  };
  const exitCode = await listRescues({ ...OPTIONS, ...change }, deps);
  return { exitCode, written, notes };
}

it('lists running tasks from ECS, and ended ones from all pages of the log', async () => {
  answer(({ nextToken }) =>
    json(
      nextToken === undefined
        ? { events: [], nextToken: 'more' }
        : { events: [ended('a', 300), ended('b', 10)] },
    ),
  );
  const { exitCode, written, notes } = await run();
  expect(exitCode).toBe(0);
  const rows = written.slice(1).filter((_, index) => index % 2 === 0);
  expect(rows.map((row) => row.split(/ {2,}/).slice(1))).toEqual([
    ['r-b', '-', 'failed', '2026-11-24 08:49:56', '4.0 s', '1', 'timed-out: It was stopped.'],
    ['r-1', '1', 'RUNNING', '2026-11-24 06:59:00', '2 h 1 min', '-'],
    ['r-a', '-', 'failed', '2026-11-24 03:59:56', '4.0 s', '1', 'timed-out: It was stopped.'],
  ]);
  expect(written[2]).toBe(
    '  aws logs tail /aws/ecs/immortal-dev-runner --since 1d --log-stream-names rescue/runner/b',
  );
  expect(notes).toEqual(['3 rescues.']);
  const search = server.asked.find(({ action }) => action === 'FilterLogEvents');
  expect(JSON.parse(search?.body ?? '')).toEqual({
    logGroupName: '/aws/ecs/immortal-dev-runner',
    startTime: NOW - 86_400_000,
    filterPattern: '{ $.service = "runner" }',
  });
});

it('prints rescues as JSON lines, the newest first, and says how many it leaves out', async () => {
  answer(() => json({ events: [ended('a', 300), ended('b', 10)] }));
  const { written, notes } = await run({ limit: 2 }, true);
  expect(written.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { taskId: 'b', state: 'failed', durationMs: 4_000, exitCode: 1 },
    { taskId: 'running', state: 'RUNNING', attempt: 1 },
  ]);
  expect(notes).toEqual(['3 rescues, of which the newest 2 are shown (--limit).']);
});

it('lists what ECS knows if the log can’t be read, and says so', async () => {
  const message = 'User: x is not authorized to perform: logs:FilterLogEvents on resource: y';
  answer(() => ({
    status: 400,
    body: JSON.stringify({ __type: 'AccessDeniedException', message }),
  }));
  const { exitCode, written, notes } = await run({}, true);
  expect(exitCode).toBe(0);
  expect(written).toHaveLength(1);
  expect(notes).toEqual([
    expect.stringMatching(
      /^The log \/aws\/ecs\/immortal-dev-runner can't be read .*logs:FilterLogEvents is missing.*only what ECS knows/,
    ),
    '1 rescue.',
  ]);
});
