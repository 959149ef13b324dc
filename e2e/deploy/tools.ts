// The tools that deploy and try the service, as processes of their own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
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

/** Milliseconds between two questions how a deployment goes; the framework's own are 5000. */
const ASK_EVERY = '100';

/** As a person runs `npx serverless …` in the folder of the service. */
export function serverless(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  return run([SERVERLESS, ...args], SERVICE, { ...env, SLS_AWS_MONITORING_FREQUENCY: ASK_EVERY });
}

/** As a user runs `npm run smoke -- …`. */
export function smoke(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  return run([OPERATIONS, 'smoke', ...args], WORKSPACE, env);
}

/** As a user runs commands in the clone's folder; both streams in the order of their output. */
export function shell(env: Record<string, string>, commands: string): Promise<Ran> {
  const script = `exec 2>&1\n${commands}`;
  const options = ['-e', '-u', '-o', 'pipefail', '-c', script];
  return run(options, WORKSPACE, { ...env, SLS_AWS_MONITORING_FREQUENCY: ASK_EVERY }, 'bash');
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
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { exitCode, output: stripVTControlCharacters(stdout + stderr) };
}
