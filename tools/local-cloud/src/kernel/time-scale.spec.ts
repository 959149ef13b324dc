import { TimeScale } from './time-scale';

it('divides waits by the factor', () => {
  expect(new TimeScale(900).waitMs(900)).toBe(1000);
});

it.each([
  ['divides the timeout of a function whose timeout is scaled', 'sample', 900, 1000],
  ['keeps a timeout of up to a minute', 'sample', 60, 60_000],
  ['keeps the timeout of any other function', 'orders', 900, 900_000],
])('%s', (_title, name, timeoutSeconds, milliseconds) => {
  const scale = new TimeScale(900, (one) => one === 'sample');
  expect(scale.timeoutMs({ name, timeoutSeconds })).toBe(milliseconds);
});

it('keeps every timeout by default', () => {
  expect(new TimeScale(900).timeoutMs({ name: 'sample', timeoutSeconds: 900 })).toBe(900_000);
});

it('changes nothing in real time', () => {
  const scale = new TimeScale(1, () => true);
  expect(scale.waitMs(120)).toBe(120_000);
  expect(scale.timeoutMs({ name: 'sample', timeoutSeconds: 900 })).toBe(900_000);
});
