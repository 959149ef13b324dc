import type { Rescue } from '../../../timeline';
import { countStates, percentile, rescueTimes } from './figures';

const rescue = (more: Partial<Rescue>): Rescue => ({
  requestId: 'r',
  function: 'f',
  state: 'succeeded',
  startedAt: 0,
  changedAt: 0,
  attempts: 1,
  tasks: 1,
  ...more,
});
const rescued = (ms: number) => rescue({ by: 'container', givenUpAt: 1000, endedAt: 1000 + ms });

it('counts rescues by state, including states without rescues', () => {
  const counts = countStates([rescue({}), rescue({ state: 'parked' }), rescue({})]);
  expect(counts).toMatchObject({ succeeded: 2, parked: 1, running: 0, dropped: 0 });
});

it('measures the time to rescue for rescues in a container only', () => {
  const all = [5, 1, 3].map((seconds) => rescued(seconds * 1000));
  const others = [rescue({ by: 'lambda', endedAt: 9 }), rescue({ state: 'parked' })];
  expect(rescueTimes([...all, ...others])).toEqual({ rescued: 3, median: 3000, p95: 5000 });
  expect(rescueTimes(others)).toEqual({ rescued: 0, median: undefined, p95: undefined });
});

it('computes the nearest-rank percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([50, 95, 100].map((percent) => percentile(hundred, percent))).toEqual([50, 95, 100]);
  expect(percentile([7], 50)).toBe(7);
});
