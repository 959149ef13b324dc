// Runs the operators' commands as they do: processes of their own, without a terminal.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { type Readable } from 'node:stream';
import { endOf, type Ended } from './ended';

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

export function operate(command: Command, env: AwsEnvironment, ...args: string[]): Promise<Ended> {
  return endOf(startOperation(command, env, ...args));
}
