// Runs the command line as a user does: as a process, in an environment with a developer's AWS settings.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { endOf, type Ended } from './ended';
import { temporaryFolder } from './left-behind';
import type { Readable } from 'node:stream';

const CLI = path.join(__dirname, '../tools/local-cloud/bin/local-cloud.cjs');

/** A developer's settings, none of which a command may use or print. */
const DEVELOPERS_OWN = {
  AWS_PROFILE: 'production',
  AWS_ACCESS_KEY_ID: 'AKIADEVELOPERSOWN',
  AWS_SECRET_ACCESS_KEY: 'developers-own-secret',
  AWS_SESSION_TOKEN: 'developers-own-token',
  AWS_CONFIG_FILE: '/nowhere/config',
  AWS_REGION: 'ap-southeast-2',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
};

export function start(...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, ...DEVELOPERS_OWN, TMPDIR: temporaryFolder, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What `npm run cloud` prints for tools. */
export interface Printed {
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The variables of the printed lines. */
  readonly env: Readonly<Record<string, string>>;
  /** The address of the console, with its token. */
  readonly page: string;
}

/** Resolves with the printed endpoint and its keys. */
export function printedBy(cloud: ReturnType<typeof start>): Promise<Printed> {
  return new Promise((resolve, reject) => {
    let printed = '';
    cloud.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
      if (printed.includes('Ctrl-C')) resolve(readPrinted(printed));
    });
    cloud.once('exit', () => {
      reject(new Error(`the cloud ended: ${printed}`));
    });
  });
}

function readPrinted(text: string): Printed {
  const lines = text.split('\n').filter((line) => line.trim().startsWith('export '));
  const pairs = lines.flatMap((line) => [...line.matchAll(/(\w+)=(\S+)/g)]);
  const env = Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
  const {
    AWS_ENDPOINT_URL: endpoint = '',
    AWS_ACCESS_KEY_ID: accessKeyId = '',
    AWS_SECRET_ACCESS_KEY: secretAccessKey = '',
  } = env;
  const [, page = ''] = /in the browser: (\S+)/.exec(text) ?? [];
  return { endpoint, credentials: { accessKeyId, secretAccessKey }, env, page };
}

export function run(...args: string[]): Promise<Ended> {
  return endOf(start(...args));
}

/** What `--json` prints. */
export interface Line {
  readonly type: string;
  readonly [member: string]: unknown;
}

export function linesOf({ stdout }: Ended): Line[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
