// What npm run verify has the smoke function do in a container: report its surroundings, return much, take memory.
import { access, constants } from 'node:fs/promises';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SmokeProbe {
  /** Bytes that the report is filled with. */
  readonly resultBytes?: number;
  /** Megabytes that the function takes, a few at a time. */
  readonly memoryMb?: number;
}

export interface ProbeReport {
  /** The id of the user that the function runs as. */
  readonly user: number | undefined;
  /** Whether that user can write into each folder. */
  readonly writable: Readonly<Record<string, boolean>>;
  readonly memoryMb: number;
  readonly filling: string;
}

const STEP_MB = 16;
const STEP_MS = 20;

export async function runProbe({
  resultBytes = 0,
  memoryMb = 0,
}: SmokeProbe): Promise<ProbeReport> {
  const folders = [os.tmpdir(), process.env['LAMBDA_TASK_ROOT'] ?? '/var/task', '/opt'];
  const writable = await Promise.all(
    folders.map(async (folder) => [folder, await isWritable(folder)] as const),
  );
  return {
    user: process.getuid?.(),
    writable: Object.fromEntries(writable),
    memoryMb: await takeMemory(memoryMb),
    filling: 'x'.repeat(resultBytes),
  };
}

async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Every page is written, so that it takes memory. @returns the megabytes that were taken */
async function takeMemory(megabytes: number): Promise<number> {
  const taken: Buffer[] = [];
  for (let sum = 0; sum < megabytes; sum += STEP_MB) {
    taken.push(Buffer.alloc(STEP_MB * 1024 * 1024, 1));
    await sleep(STEP_MS);
  }
  return taken.length * STEP_MB;
}
