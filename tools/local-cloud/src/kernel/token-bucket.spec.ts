import { TokenBucket } from './token-bucket';

it('allows a burst, then as many as its rate', () => {
  let now = 0;
  const bucket = new TokenBucket({ perSecond: 2, burst: 3 }, () => now);
  const take = (times: number) => Array.from({ length: times }, () => bucket.take());
  expect(take(4)).toStrictEqual([true, true, true, false]);
  now = 499;
  expect(take(1)).toStrictEqual([false]);
  now = 1000;
  expect(take(3)).toStrictEqual([true, true, false]);
});

it('accumulates no more than a burst', () => {
  let now = 0;
  const bucket = new TokenBucket({ perSecond: 100, burst: 2 }, () => now);
  now = 60_000;
  expect([bucket.take(), bucket.take(), bucket.take()]).toStrictEqual([true, true, false]);
});
