import { FARGATE_CPUS, fargateMemories, fargateSizeFor } from './fargate-sizes';

const GB = 1024;

describe('Fargate sizes', () => {
  it.each([
    [256, 512, 2 * GB, 3],
    [512, 1 * GB, 4 * GB, 4],
    [1024, 2 * GB, 8 * GB, 7],
    [2048, 4 * GB, 16 * GB, 13],
    [4096, 8 * GB, 30 * GB, 23],
    [8192, 16 * GB, 60 * GB, 12],
    [16384, 32 * GB, 120 * GB, 12],
    [32768, 60 * GB, 244 * GB, 3],
  ])('with %d CPU units go from %d to %d MB in %d sizes', (cpu, smallest, largest, sizes) => {
    const memories = fargateMemories(cpu);
    expect([memories[0], memories.at(-1), memories.length]).toEqual([smallest, largest, sizes]);
    expect(FARGATE_CPUS).toContain(cpu);
  });

  it.each([0, 1000, NaN])('do not exist with %d CPU units', (cpu) => {
    expect(fargateMemories(cpu)).toEqual([]);
  });
});

describe('the Fargate size for a function', () => {
  it.each([
    [128, 256, 512],
    [512, 256, 512],
    [663, 256, 1024], // 0.3748 vCPU
    [664, 512, 1024], // 0.3754 vCPU
    [1769, 1024, 2048],
    [2048, 1024, 2048],
    [2049, 1024, 3072],
    [3008, 2048, 4096],
    [5307, 4096, 8192], // 3 vCPU are as near to 2 as to 4
    [10_240, 4096, 10_240],
    [32_768, 16_384, 32_768],
    [200_000, 32_768, 249_856],
  ])('of %d MB has %d CPU units and %d MB', (memorySize, cpu, memory) => {
    expect(fargateSizeFor(memorySize)).toEqual({ cpu, memory });
  });

  it('never has less memory than the function, for any size that Lambda offers', () => {
    const sizes = Array.from({ length: 32_768 - 127 }, (_, index) => 128 + index);
    expect(sizes.filter((mb) => (fargateSizeFor(mb)?.memory ?? 0) < mb)).toEqual([]);
  });

  it('does not exist beyond the largest task', () => {
    expect(fargateSizeFor(244 * GB)).toEqual({ cpu: 32_768, memory: 244 * GB });
    expect(fargateSizeFor(244 * GB + 1)).toBeUndefined();
  });
});
