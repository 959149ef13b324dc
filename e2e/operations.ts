// Runs the operators' commands as they do: as processes, without a terminal.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { type Readable } from 'node:stream';
import { endOf, type Ended } from './ended';

export const OPERATIONS = path.join(__dirname, '../tools/operations/bin/operations.cjs');

export type Command = 'parked' | 'rescues' | 'smoke' | 'verify';

/** The variables that configure the SDK. No other setting of a developer is passed on. */
export type AwsEnvironment = Readonly<Record<string, string>>;

export function startOperation(
  command: Command,
  env: AwsEnvironment,
  ...args: string[]
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [OPERATIONS, command, ...args], {
    env: {
      PATH: process.env['PATH'],
      // No profile and no role of the machine that runs the tests.
      AWS_CONFIG_FILE: '/nowhere/config',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
      AWS_EC2_METADATA_DISABLED: 'true',
      NO_COLOR: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export function operate(command: Command, env: AwsEnvironment, ...args: string[]): Promise<Ended> {
  return endOf(startOperation(command, env, ...args));
}
