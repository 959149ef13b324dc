// The tools that deploy and test the service, each as a process.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { endOf } from '../ended';
import { temporaryFolder } from '../left-behind';
import { OPERATIONS } from '../operations';

const WORKSPACE = path.join(__dirname, '../..');
const SERVICE = path.join(WORKSPACE, 'apps/service');
const SERVERLESS = path.join(WORKSPACE, 'node_modules/.bin/serverless');

export interface Ran {
  readonly exitCode: number | null;
  /** Both streams: the framework writes its messages to standard error. */
  readonly output: string;
}

/** Milliseconds between two polls of a deployment's status; the framework's default is 5000. */
const POLL_MS = '100';

/** As a user runs `npx serverless …` in the service's folder. */
export function serverless(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  return run([SERVERLESS, ...args], SERVICE, { ...env, SLS_AWS_MONITORING_FREQUENCY: POLL_MS });
}

/** As a user runs `npm run smoke -- …`. */
export function smoke(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  return run([OPERATIONS, 'smoke', ...args], WORKSPACE, env);
}

/** As a user runs commands in the clone's folder; both streams in the order of their output. */
export function shell(env: Record<string, string>, commands: string): Promise<Ran> {
  const script = `exec 2>&1\n${commands}`;
  const options = ['-e', '-u', '-o', 'pipefail', '-c', script];
  return run(options, WORKSPACE, { ...env, SLS_AWS_MONITORING_FREQUENCY: POLL_MS }, 'bash');
}

/** The home of a user without settings. */
export function homeFolder(): string {
  const home = path.join(temporaryFolder, 'home');
  mkdirSync(home, { recursive: true });
  return home;
}

async function run(
  args: string[],
  cwd: string,
  env: Record<string, string>,
  program = process.execPath,
): Promise<Ran> {
  const stdio = ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'];
  const child = spawn(program, args, { cwd, env, stdio });
  const { exitCode, stdout, stderr } = await endOf(child);
  return { exitCode, output: stripVTControlCharacters(stdout + stderr) };
}
