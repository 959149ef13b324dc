import { UsageError } from '@immortal/shared/command-line';
import { duration, parseDuration, utc } from './times';

it.each([
  [0, '0.0 s'],
  [426, '0.4 s'],
  [9_999, '10.0 s'],
  [14_520, '14 s'],
  [60_000, '1 min'],
  [2_890_000, '48 min 10 s'],
  [18_120_000, '5 h 2 min'],
  [86_400_000, '1 d'],
  [183_600_000, '2 d 3 h'],
])('shows a duration of %d ms as %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it.each([
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
])('reads the duration %s', (text, ms) => {
  expect(parseDuration('--since', text)).toBe(ms);
});

it.each(['', '24', 'h', '1.5h', '-1h', '1w', '24h ', '9999999d'])(
  'refuses the duration %j',
  (text) => {
    expect(() => parseDuration('--since', text)).toThrow(UsageError);
    expect(() => parseDuration('--since', text)).toThrow(
      `--since is ${JSON.stringify(text)}: pass a number and s, m, h or d`,
    );
  },
);

it('shows a time in UTC', () => {
  expect(utc(new Date('2026-11-24T08:51:02.999+00:00'))).toBe('2026-11-24 08:51:02');
});
