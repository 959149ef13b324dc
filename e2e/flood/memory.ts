// The memory of the secondary's processes.
import { readFileSync } from 'node:fs';
import { processesWith } from '@immortal/local-cloud/testing';

const KB = 1024;
const MB = 1_000_000;

/** MB of the largest process; undefined if the system does not report it, or none runs. */
export async function secondaryMb(origin: string): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const pids = await processesWith('AWS_LAMBDA_FUNCTION_NAME=immortal-dev-secondary');
  const sizes = pids.flatMap((pid) => residentMb(pid, origin));
  return sizes.length === 0 ? undefined : Math.max(...sizes);
}

/** Undefined for a process that has ended, or that belongs to another local cloud. */
function residentMb(pid: number, origin: string): number[] {
  try {
    if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(origin)) return [];
    const [, kilobytes] =
      /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? [] : [(Number(kilobytes) * KB) / MB];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return [];
    throw error;
  }
}
