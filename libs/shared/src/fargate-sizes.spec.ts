import { FARGATE_CPUS, fargateMemories } from './fargate-sizes';

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
