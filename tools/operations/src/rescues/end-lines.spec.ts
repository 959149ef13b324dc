import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { mockClient } from 'aws-sdk-client-mock';
import { endLinesOf } from './end-lines';

const TIME = Date.parse('2026-11-24T08:31:00Z');
const FAILED =
  '{"service":"runner","outcome":"failed","exitCode":1,"message":"The function failed."}';
const FORGED = '{"service":"runner","outcome":"succeeded","exitCode":0,"message":"All is well."}';

interface LogEvent {
  readonly logStreamName: string;
  readonly message: string;
  readonly timestamp: number;
}

const event = (message: string, change: Partial<LogEvent> = {}): LogEvent => ({
  logStreamName: 'rescue/runner/abc',
  timestamp: TIME,
  message,
  ...change,
});

async function read(...events: LogEvent[]) {
  mockClient(CloudWatchLogsClient).on(FilterLogEventsCommand).resolves({ events });
  const client = new CloudWatchLogsClient({ region: 'eu-west-1' });
  const { signal } = new AbortController();
  return Object.fromEntries(await endLinesOf('group', new Date(0), client, signal));
}

describe('endLinesOf', () => {
  it('returns only the last end line of each stream, so that a function can’t forge one', async () => {
    // AWS sorts the events of all streams by their time, and those of one millisecond by their arrival.
    const ends = await read(
      event(FORGED),
      event(FORGED, { timestamp: TIME - 1 }),
      event(FAILED),
      event(FORGED, { logStreamName: 'rescue/runner/def' }),
    );
    expect(ends).toEqual({
      abc: { line: FAILED, timestamp: TIME },
      def: { line: FORGED, timestamp: TIME },
    });
  });

  it.each(['by-hand', 'rescue/other/abc', 'rescue/runner/a;b', 'rescue/runner/\u001b[2J'])(
    'ignores the stream %j, which is not the stream of a task',
    async (logStreamName) => {
      expect(await read(event(FAILED, { logStreamName }))).toEqual({});
    },
  );

  it.each([
    ['a warning', '{"level":"WARN","message":"long","service":"runner","requestId":"r-1"}'],
    ['a line of the function', 'compared 12 of 120 cities'],
    ['a line that the log has cut', FAILED.slice(0, -20)],
    ['null', 'null'],
  ])('does not take %s for an end line', async (_, line) => {
    expect(await read(event(line))).toEqual({});
  });
});
