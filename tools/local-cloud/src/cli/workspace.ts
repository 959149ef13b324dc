// The paths of the workspace, and how what the local cloud runs is built.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { forEachLine } from '@immortal/runtime-api';
import { UsageError } from '@immortal/shared/command-line';

const ROOT = path.join(__dirname, '../../../..');

export const WORKSPACE = {
  packageFolder: path.join(ROOT, 'apps/service/.serverless'),
  runnerFile: path.join(ROOT, 'apps/runner/dist/runner.cjs'),
  runtimeDir: path.join(ROOT, 'libs/runtime-api/dist/runtime'),
} as const;

/** The page of the console, for those who want to serve it. */
export const CONSOLE_FOLDER = path.join(ROOT, 'tools/local-cloud/dist');

const NX = path.join(ROOT, 'node_modules/.bin/nx');

/** The projects that a run needs, whatever is served. */
export const ALWAYS_NEEDED = ['runner', 'runtime-api', 'local-cloud'] as const;

/**
 * Packages or builds projects; what has not changed comes from Nx's cache.
 *
 * @param onLine called with each line of progress
 * @param signal ends it early
 * @throws {UsageError} if something does not build; its output has been passed on
 */
export async function build(
  projects: readonly string[],
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const targets = ['run-many', '-t', 'package', 'build', `--projects=${projects.join(',')}`];
  const child = spawn(NX, [...targets, '--outputStyle=static'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const output = Promise.all([child.stdout, child.stderr].map((one) => forEachLine(one, onLine)));
  const [code] = (await once(child, 'exit')) as [number | null];
  await output;
  signal.throwIfAborted();
  if (code === 0) return;
  throw new UsageError(
    projects.includes('service')
      ? 'the service could not be packaged: correct what is said above'
      : 'the runner could not be built: correct what is said above',
  );
}
