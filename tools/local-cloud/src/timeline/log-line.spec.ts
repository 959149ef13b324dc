import { readableLine } from './log-line';

it.each([
  [
    'plain text',
    '2026-11-24T08:42:01Z\tid\tINFO\tread 3 cities',
    '2026-11-24T08:42:01Z\tid\tINFO\tread 3 cities',
  ],
  ['text that starts like JSON', '{not json', '{not json'],
  ['JSON that is not a structured line', '{"id":1}', '{"id":1}'],
  [
    'a line of the secondary',
    '{"level":"ERROR","message":"the event was parked","reason":"no capacity","cold_start":true}',
    'ERROR the event was parked (no capacity)',
  ],
  [
    'a line with an error',
    '{"level":"ERROR","message":"the message stays","error":{"name":"E","message":"Rate exceeded"}}',
    'ERROR the message stays (Rate exceeded)',
  ],
  [
    'the runner’s last line',
    '{"level":"INFO","message":"The function returned.","service":"runner","outcome":"succeeded","exitCode":0,"durationMs":16962,"peakMemoryMb":180}',
    'INFO The function returned. (after 17.0 s, with 180 MB at most)',
  ],
])('shows %s', (_, line, shown) => {
  expect(readableLine(line)).toBe(shown);
});

it('omits metrics', () => {
  expect(readableLine('{"_aws":{"CloudWatchMetrics":[]},"RescuesStarted":1}')).toBeUndefined();
});
