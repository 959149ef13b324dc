// Runs the ways in turn, round by round, so that other load affects all of them alike.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measure, type Measured } from './measure';
import { type Way } from './ways';

export type Measurements = ReadonlyMap<Way['name'], readonly Measured[]>;

/** A file system in memory, if there is one, so that the disk does not count. */
const PARENT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** @param rounds that count. One more runs before them, to fill the system's caches. */
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
