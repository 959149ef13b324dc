import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { formatEndLine } from '@immortal/shared';
import { errorInLog } from './error-in-log';
import { readStoppedTask, type StoppedTask } from './stopped-task';
import { deps, log, logs, resetAws } from './testing/aws';
import { aTask, aTaskEvent, ended, FUNCTION, REQUEST_ID } from './testing/fixtures';

const TASK = readStoppedTask(aTaskEvent(aTask(ended(1)))) as StoppedTask;
const read = (task = TASK) => errorInLog(task, deps(), log);
const line = (change: object = {}) =>
  formatEndLine({
    message: 'The function failed (TypeError).',
    timestamp: new Date(0),
    requestId: REQUEST_ID,
    functionName: FUNCTION,
    outcome: 'failed',
    exitCode: 1,
    error: Buffer.from('{"errorType":"TypeError","errorMessage":"x is not a function"}'),
    ...change,
  });
const says = (...messages: string[]) =>
  logs.on(GetLogEventsCommand).resolves({ events: messages.map((message) => ({ message })) });

describe('errorInLog', () => {
  beforeEach(resetAws);

  it("reads the function's own error at the end of the log of its task", async () => {
    says('a line of the function', line());
    await expect(read()).resolves.toBe('TypeError: x is not a function');
    expect(logs.commandCalls(GetLogEventsCommand).map(({ args }) => args[0].input)).toEqual([
      {
        logGroupName: '/aws/ecs/immortal-dev-runner',
        logStreamName: 'rescue/runner/0c1d2e3f',
        limit: 4,
      },
    ]);
  });

  it('takes the words of the runner where the function has none', async () => {
    says(line({ error: undefined, message: 'AccessDenied: no right to lambda:GetFunction.' }));
    await expect(read()).resolves.toBe('AccessDenied: no right to lambda:GetFunction');
  });

  it('cuts what is long', async () => {
    says(line({ error: Buffer.from(JSON.stringify({ errorMessage: 'x'.repeat(5000) })) }));
    await expect(read()).resolves.toHaveLength(1000);
  });

  it.each([
    ['another exit code', { exitCode: 0 }],
    ['another request', { requestId: 'other' }],
    ['another function', { functionName: 'other' }],
  ])('does not believe a line that names %s than ECS', async (_, change) => {
    says(line(change));
    await expect(read()).resolves.toBeUndefined();
  });

  it('says nothing when the log has no end line', async () => {
    says('a line of the function');
    await expect(read()).resolves.toBeUndefined();
  });

  it('says nothing when the log can not be read', async () => {
    logs.on(GetLogEventsCommand).rejects(new Error('Rate exceeded'));
    await expect(read()).resolves.toBeUndefined();
  });

  it.each([
    [
      'the container never ran',
      () => read({ ...TASK, detail: { ...TASK.detail, containers: [] } }),
    ],
    ['no log group is named', () => errorInLog(TASK, { ...deps(), environment: {} }, log)],
  ])('asks nothing when %s', async (_, ask) => {
    await expect(ask()).resolves.toBeUndefined();
    expect(logs.calls()).toEqual([]);
  });
});
