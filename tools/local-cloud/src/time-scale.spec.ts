import { TimeScale } from './time-scale';

it('divides what is waited for', () => {
  expect(new TimeScale(900).waitMs(900)).toBe(1000);
});

it.each([
  ['is kept up to a minute', 60, 60_000],
  ['is divided beyond', 900, 1000],
])('a timeout %s', (_title, seconds, milliseconds) => {
  expect(new TimeScale(900).timeoutMs(seconds)).toBe(milliseconds);
});

it('changes nothing in real time', () => {
  const scale = new TimeScale(1);
  expect([scale.waitMs(120), scale.timeoutMs(900)]).toStrictEqual([120_000, 900_000]);
});
