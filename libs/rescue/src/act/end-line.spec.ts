import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { formatEndLine } from '@immortal/shared';
import { readEnvelope } from '../read/envelope';
import { readStoppedTask, type StoppedTask } from '../read/stopped-task';
import { deps, logs, resetAws } from '../testing/aws';
import { aTask, aTaskEvent, ended, FUNCTION, REQUEST_ID } from '../testing/fixtures';
import { endLineOf } from './end-line';

const TASK = readStoppedTask(readEnvelope(aTaskEvent(aTask(ended(1))))) as StoppedTask;
const read = (task = TASK) => endLineOf(task, task, deps());
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

describe('endLineOf', () => {
  beforeEach(resetAws);

  it('reads the end line at the end of the log of the task', async () => {
    says('a line of the function', line());
    await expect(read()).resolves.toMatchObject({
      outcome: 'failed',
      errorType: 'TypeError',
      errorMessage: 'x is not a function',
    });
    expect(logs.commandCalls(GetLogEventsCommand).map(({ args }) => args[0].input)).toEqual([
      {
        logGroupName: '/aws/ecs/immortal-dev-runner',
        logStreamName: 'rescue/runner/0c1d2e3f',
        limit: 4,
      },
    ]);
  });

  it('compares the whole request id, of which startedBy has only a hash', async () => {
    const requestId = 'r'.repeat(100);
    says(line({ requestId }));
    await expect(endLineOf(TASK, { functionName: FUNCTION, requestId }, deps())).resolves.toEqual(
      expect.objectContaining({ requestId }),
    );
  });

  it.each([
    ['another exit code', { exitCode: 0 }],
    ['another request', { requestId: 'other' }],
    ['another function', { functionName: 'other' }],
  ])('does not believe a line that names %s than ECS', async (_, change) => {
    says(line(change));
    await expect(read()).resolves.toBeNull();
  });

  it('returns null if the log has no end line', async () => {
    says('a line of the function');
    await expect(read()).resolves.toBeNull();
  });

  it("returns null if the log can't be read", async () => {
    logs.on(GetLogEventsCommand).rejects(new Error('Rate exceeded'));
    await expect(read()).resolves.toBeNull();
  });

  it('reads no log if the container never ran', async () => {
    await expect(read({ ...TASK, exit: {} })).resolves.toBeNull();
    expect(logs.calls()).toEqual([]);
  });

  it('reads no log if no log group is set', async () => {
    const { environment, ...others } = deps();
    const { runnerLogs, ...settings } = environment;
    expect(runnerLogs).toBeDefined();
    const without = { ...others, environment: settings };
    await expect(endLineOf(TASK, TASK, without)).resolves.toBeNull();
    expect(logs.calls()).toEqual([]);
  });
});
