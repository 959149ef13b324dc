// Which CPU and memory go together in Fargate.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size

interface Memory {
  /** All in MB. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

const GB = 1024;

/** By CPU units; with 256 units, memory grows in two steps of its own. */
const MEMORY: Readonly<Record<string, Memory>> = {
  512: { from: GB, to: 4 * GB, step: GB },
  1024: { from: 2 * GB, to: 8 * GB, step: GB },
  2048: { from: 4 * GB, to: 16 * GB, step: GB },
  4096: { from: 8 * GB, to: 30 * GB, step: GB },
  8192: { from: 16 * GB, to: 60 * GB, step: 4 * GB },
  16384: { from: 32 * GB, to: 120 * GB, step: 8 * GB },
};
const SMALLEST = { cpu: 256, memory: [GB / 2, GB, 2 * GB] };

/**
 * @param cpu units, as text: 1024 are one vCPU
 * @param memory MB, as text
 */
export function isFargateSize(cpu: string, memory: string): boolean {
  const mb = Number(memory);
  if (Number(cpu) === SMALLEST.cpu) return SMALLEST.memory.includes(mb);
  const sizes = Object.hasOwn(MEMORY, cpu) ? MEMORY[cpu] : undefined;
  return sizes !== undefined && mb >= sizes.from && mb <= sizes.to && mb % sizes.step === 0;
}
