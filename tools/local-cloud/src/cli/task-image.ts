// The image that tasks are containers of, built by the script that people use.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { forEachLine } from '@immortal/runtime-api';
import { UsageError } from '../kernel/errors';
import { Docker } from '../services/ecs/docker';
import { TaskDefinitions } from '../services/ecs/task-definitions';
import type { Stack } from '../kernel/template';

const SCRIPT = path.join(__dirname, '../../../../docker/build-image.sh');

/** @throws {UsageError} if no Docker engine answers */
export async function assertEngine(): Promise<void> {
  try {
    await new Docker('').call('version');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(
      `--tasks docker needs a Docker engine, and none answers (${why}): start one, or leave the option out`,
      { cause },
    );
  }
}

/**
 * One line for the images of the stack that the engine does not have; none if it has all.
 *
 * @param image what their tasks run in instead
 */
export async function describeImages(stack: Stack, image: string): Promise<string[]> {
  const docker = new Docker('');
  const wanted = new Set(new TaskDefinitions(stack).all.map(({ container }) => container.image));
  const missing: string[] = [];
  for (const one of wanted) if (!(await docker.hasImage(one))) missing.push(one);
  return missing.length === 0
    ? []
    : [`Not in the Docker engine: ${missing.join(', ')}. Their tasks run in ${image}`];
}

/**
 * @param onLine called with each line of progress
 * @returns the name of the image
 * @throws {UsageError} if it does not build; what the script said has been passed on
 */
export async function buildTaskImage(onLine: (line: string) => void): Promise<string> {
  const child = spawn(SCRIPT, { stdio: ['ignore', 'pipe', 'pipe'] });
  let name = '';
  const output = Promise.all([
    forEachLine(child.stdout, (line) => {
      name = line;
    }),
    forEachLine(child.stderr, onLine),
  ]);
  const [code] = (await once(child, 'exit')) as [number | null];
  await output;
  if (code === 0) return name;
  throw new UsageError("the runner's image could not be built: correct what is said above");
}
