// Runs the ways in turn, round by round, so that a busy moment of the machine hits all of them alike.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measure, type Measured } from './measure';
import { type Way } from './ways';

export type Measurements = ReadonlyMap<Way['name'], readonly Measured[]>;

/** A file system in memory, where there is one, so that the disk is not what is measured. */
const PARENT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** One round more than asked for: the first fills the caches of the system and is not counted. */
export async function measureRounds(
  functionName: string,
  ways: readonly Way[],
  url: string,
  rounds: number,
): Promise<Measurements> {
  const measurements = new Map<Way['name'], Measured[]>(ways.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of ways) {
      const folder = mkdtempSync(path.join(PARENT, 'runner-bench-'));
      try {
        const measured = await measure(way, functionName, url, folder);
        if (round > 0) measurements.get(way.name)?.push(measured);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
  }
  return measurements;
}
