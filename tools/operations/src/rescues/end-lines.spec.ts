import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { mockClient } from 'aws-sdk-client-mock';
import { rescueOfEvent, rescuesOfLogs } from './end-lines';

const TIME = Date.parse('2026-11-24T08:31:00Z');
/** As the runner writes it. */
const LINE = {
  level: 'ERROR',
  message: 'The function failed (InputError).',
  service: 'runner',
  timestamp: '2026-11-24T08:31:00.000Z',
  requestId: 'r-1',
  functionName: 'orders',
  outcome: 'failed',
  exitCode: 1,
  durationMs: 60_000,
  peakMemoryMb: 67,
};
const event = (line: unknown) => ({
  logStreamName: 'rescue/runner/abc',
  timestamp: TIME,
  message: typeof line === 'string' ? line : JSON.stringify(line),
});

it('reads how a rescue ended from the runner’s last line', () => {
  expect(rescueOfEvent(event(LINE))).toEqual({
    taskId: 'abc',
    functionName: 'orders',
    requestId: 'r-1',
    state: 'failed',
    startedAt: new Date('2026-11-24T08:30:00Z'),
    durationMs: 60_000,
    exitCode: 1,
    end: 'failed: The function failed (InputError).',
  });
});

it('needs no words for a success', () => {
  const rescue = rescueOfEvent(event({ ...LINE, outcome: 'succeeded', exitCode: 0 }));
  expect(rescue).toMatchObject({ state: 'succeeded', exitCode: 0 });
  expect(rescue).not.toHaveProperty('end');
});

it('takes the end for the start of what has not come as far as the function', () => {
  const refused = { ...LINE, outcome: 'refused', exitCode: 2, durationMs: undefined };
  const rescue = rescueOfEvent(event(refused));
  expect(rescue).toMatchObject({ startedAt: new Date(TIME) });
  expect(rescue).not.toHaveProperty('durationMs');
});

it('shows a rescue whose runner did not know whom it was for', () => {
  const blind = { ...LINE, requestId: undefined, functionName: undefined };
  expect(rescueOfEvent(event(blind))).toMatchObject({ requestId: '-', functionName: '-' });
});

it('counts the last end line of each stream alone, so that a function can’t forge one', async () => {
  const logs = mockClient(CloudWatchLogsClient);
  const forged = { ...LINE, functionName: 'payments', outcome: 'succeeded', exitCode: 0 };
  const other = { ...event({ ...LINE, requestId: 'r-2' }), logStreamName: 'rescue/runner/def' };
  logs.on(FilterLogEventsCommand).resolves({
    // AWS sorts the events of all streams by their time, and those of the same millisecond by their arrival.
    events: [event(forged), { ...event(forged), timestamp: TIME - 1 }, event(LINE), other],
  });
  const { signal } = new AbortController();
  const client = new CloudWatchLogsClient({ region: 'eu-west-1' });
  expect(await rescuesOfLogs('group', new Date(0), client, signal)).toMatchObject([
    { taskId: 'abc', functionName: 'orders', requestId: 'r-1', exitCode: 1 },
    { taskId: 'def', functionName: 'orders', requestId: 'r-2', exitCode: 1 },
  ]);
});

it.each(['by-hand', 'rescue/other/abc', 'rescue/runner/a;b', 'rescue/runner/\u001b[2J'])(
  'takes no line of the stream %j, which is not that of a task',
  async (logStreamName) => {
    const logs = mockClient(CloudWatchLogsClient);
    logs.on(FilterLogEventsCommand).resolves({ events: [{ ...event(LINE), logStreamName }] });
    const { signal } = new AbortController();
    const client = new CloudWatchLogsClient({ region: 'eu-west-1' });
    expect(await rescuesOfLogs('group', new Date(0), client, signal)).toEqual([]);
  },
);

it.each([
  ['a warning', { level: 'WARN', message: 'long', service: 'runner', requestId: 'r-1' }],
  ['a line of the function', 'compared 12 of 120 cities'],
  ['a line that the log has cut', JSON.stringify(LINE).slice(0, 200)],
  ['null', 'null'],
])('does not take %s for an end', (_, line) => {
  expect(rescueOfEvent(event(line))).toBeUndefined();
});
