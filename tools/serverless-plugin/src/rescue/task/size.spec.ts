import { parseRescuePolicy } from '@immortal/shared';
import { sizeOf } from './size';

const size = (properties: object, rescue: object = {}) =>
  sizeOf({
    key: 'orders',
    properties: { ...properties },
    rescue: parseRescuePolicy(rescue, 'functions.orders.rescue'),
  });

describe("the size of a function's container", () => {
  it.each([
    [1769, 1024, 2048],
    ['3008', 2048, 4096],
    [10_240, 4096, 10_240],
  ])('fits a memorySize of %j', (MemorySize, cpu, memory) => {
    expect(size({ MemorySize })).toEqual({ cpu, memory });
  });

  it("fits Lambda's default of 128 MB if the function sets none", () => {
    expect(size({})).toEqual({ cpu: 256, memory: 512 });
  });

  it('is that of the policy, whatever the function has', () => {
    const given = { cpu: 8192, memory: 16_384 };
    expect(size({ MemorySize: 1769 }, given)).toEqual(given);
    expect(size({ MemorySize: { Ref: 'Memory' } }, given)).toEqual(given);
  });

  it('is refused for more memory than a task can have', () => {
    expect(() => size({ MemorySize: 262_144 })).toThrow(
      'functions.orders has rescue:, but its memorySize is 262144, and no Fargate task has so many MB. Lower it, or remove its rescue:.',
    );
  });

  it.each([[{ Ref: 'Memory' }], [''], ['much']])(
    'is refused for the memory %j, which is no number yet',
    (MemorySize) => {
      expect(() => size({ MemorySize })).toThrow(
        `its memorySize is ${JSON.stringify(MemorySize)}, and the size of its container needs one that is known`,
      );
    },
  );
});
