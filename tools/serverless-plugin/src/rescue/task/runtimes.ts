// The runtimes that an image of the runner can be built for.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The list that docker/build-image.sh builds from, relative to the service's folder. */
const RUNTIMES_FILE = '../runner/runtimes.txt';

/** @returns undefined for a service outside this workspace: without the list, its runtimes are not checked */
export function readRuntimes(folder: string): readonly string[] | undefined {
  const file = path.join(folder, RUNTIMES_FILE);
  return existsSync(file) ? runtimesIn(readFileSync(file, 'utf8')) : undefined;
}

/** @param text lines of a runtime, its base image and its target; `#` starts a comment */
function runtimesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .flatMap(([runtime = '']) => (runtime === '' ? [] : [runtime]));
}
