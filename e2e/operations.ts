// Runs the operators' commands as they do: processes of their own, without a terminal.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Ended } from './cli';

export type Command = 'parked' | 'rescues';

/** Variables by which the SDK finds its way; nothing else of a developer's own is passed on. */
export type AwsEnvironment = Readonly<Record<string, string>>;

export function startOperation(
  command: Command,
  env: AwsEnvironment,
  ...args: string[]
): ChildProcessByStdio<null, Readable, Readable> {
  const script = path.join(__dirname, `../tools/operations/bin/${command}.cjs`);
  return spawn(process.execPath, [script, ...args], {
    env: {
      PATH: process.env['PATH'],
      // No profile and no role of the machine that the tests run on.
      ...{
        AWS_CONFIG_FILE: '/nowhere/config',
        AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
      },
      ...{ AWS_EC2_METADATA_DISABLED: 'true', NO_COLOR: '1' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export async function operate(
  command: Command,
  env: AwsEnvironment,
  ...args: string[]
): Promise<Ended> {
  const child = startOperation(command, env, ...args);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}
