import { TimeScale } from './time-scale';

it('divides what is waited for', () => {
  expect(new TimeScale(900).waitMs(900)).toBe(1000);
});

it.each([
  ['of a function whose limit is scaled', 'sample', 900, 1000],
  ['of up to a minute, as it is', 'sample', 60, 60_000],
  ['of any other function, as it is', 'orders', 900, 900_000],
])('gives the time limit %s', (_title, name, timeoutSeconds, milliseconds) => {
  const scale = new TimeScale(900, (one) => one === 'sample');
  expect(scale.timeoutMs({ name, timeoutSeconds })).toBe(milliseconds);
});

it('scales no time limit unless it is told to', () => {
  expect(new TimeScale(900).timeoutMs({ name: 'sample', timeoutSeconds: 900 })).toBe(900_000);
});

it('changes nothing in real time', () => {
  const scale = new TimeScale(1, () => true);
  expect(scale.waitMs(120)).toBe(120_000);
  expect(scale.timeoutMs({ name: 'sample', timeoutSeconds: 900 })).toBe(900_000);
});
