// The task sizes, from the table that the policy's parser uses.
import { FARGATE_CPUS, fargateMemories } from '@immortal/shared';
import { table } from './table';

export function fargateSizesTable(): string {
  const rows = FARGATE_CPUS.map((cpu) => [`${cpu}`, `${cpu / 1024}`, memories(cpu)]);
  return table(['`cpu`', 'vCPU', '`memory` in MB'], rows);
}

function memories(cpu: number): string {
  const all = fargateMemories(cpu);
  const [first = 0, second = 0] = all;
  const last = all.at(-1) ?? 0;
  return all.length <= 4 ? all.join(', ') : `${first} to ${last}, in steps of ${second - first}`;
}
