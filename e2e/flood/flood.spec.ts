import { flood } from './flood';

it('launches each failure once, although calls are throttled, fail, and crash', async () => {
  const result = await flood({ failures: 20, rate: 10, onProgress: () => undefined });
  expect(result).toMatchObject({ launched: 20, lost: 0, duplicated: 0, parked: 0 });
  expect(result.chaos).toEqual({ failures: 1, duplicates: 1, crashes: 1 });
});
