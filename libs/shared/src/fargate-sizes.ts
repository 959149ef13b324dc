// The sizes that a Fargate task can have.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size

/** MB of memory in steps, for one number of CPU units. */
interface MemorySteps {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

const GB = 1024;

/** By CPU units: 1024 are one vCPU. */
const MEMORY_BY_CPU: ReadonlyMap<number, MemorySteps | readonly number[]> = new Map([
  [256, [512, 1 * GB, 2 * GB]],
  [512, { from: 1 * GB, to: 4 * GB, step: 1 * GB }],
  [1024, { from: 2 * GB, to: 8 * GB, step: 1 * GB }],
  [2048, { from: 4 * GB, to: 16 * GB, step: 1 * GB }],
  [4096, { from: 8 * GB, to: 30 * GB, step: 1 * GB }],
  [8192, { from: 16 * GB, to: 60 * GB, step: 4 * GB }],
  [16384, { from: 32 * GB, to: 120 * GB, step: 8 * GB }],
  [32768, [60 * GB, 120 * GB, 244 * GB]],
]);

/** The CPU units that a task can have. */
export const FARGATE_CPUS: readonly number[] = [...MEMORY_BY_CPU.keys()];

/** MB of memory that a task with this number of CPU units can have; none for a number that Fargate does not offer. */
export function fargateMemories(cpu: number): readonly number[] {
  const steps = MEMORY_BY_CPU.get(cpu) ?? [];
  if (!('step' in steps)) return steps;
  const { from, to, step } = steps;
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
}

/** CPU units (1024 are one vCPU) and MB of memory of a task. */
export interface FargateSize {
  readonly cpu: number;
  readonly memory: number;
}

/** MB of memory with which a function gets one vCPU. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const LAMBDA_MB_PER_VCPU = 1769;

/**
 * The task for a function: as many vCPUs as Lambda gives it, to the nearest that Fargate offers, and no less memory.
 *
 * @param memorySizeMb the function's `memorySize`
 * @returns undefined if no task has so much memory
 * @example fargateSizeFor(3008) // { cpu: 2048, memory: 4096 }
 */
export function fargateSizeFor(memorySizeMb: number): FargateSize | undefined {
  const wanted = (memorySizeMb / LAMBDA_MB_PER_VCPU) * 1024;
  const distance = (cpu: number) => Math.abs(cpu - wanted);
  const nearest = FARGATE_CPUS.reduce((best, cpu) =>
    distance(cpu) <= distance(best) ? cpu : best,
  );
  const sizes = FARGATE_CPUS.filter((cpu) => cpu >= nearest).flatMap((cpu) =>
    fargateMemories(cpu).map((memory) => ({ cpu, memory })),
  );
  return sizes.find(({ memory }) => memory >= memorySizeMb);
}
