import { flood } from './flood';
import { floodWithLayers } from './layers';

it('launches each failure once, although calls are throttled, fail, and crash', async () => {
  const result = await flood({ failures: 20, rate: 10, onProgress: () => undefined });
  expect(result).toMatchObject({ launched: 20, lost: 0, duplicated: 0, parked: 0 });
  expect(result.chaos).toEqual({ failures: 1, duplicates: 1, crashes: 1 });
});

it('rescues each failure, although Lambda throttles the layers of its tasks', async () => {
  const result = await floodWithLayers({
    failures: 10,
    layers: 2,
    callsPerSecond: 5,
    prepareSeconds: 60,
    onProgress: () => undefined,
  });
  expect(result).toMatchObject({ succeeded: 10, parked: 0, tasks: 10, temporary: 0 });
});
