// Measures one run: the time to the handler's first line, and the memory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { type Way } from './ways';

export interface Measured {
  /** Milliseconds from the start of the process. */
  readonly ms: number;
  /** The peak resident set size until then; 0 on a system without /proc. */
  readonly maxRssMb: number;
  /** From the runner's log: milliseconds from its start to the completion of each step, by the step's name. */
  readonly startupMs?: Readonly<Record<string, number>>;
}

const RUNTIME_DIR = path.join(__dirname, '../../../libs/runtime-api/dist/runtime');
const BYTES_PER_KB = 1024;
const BYTES_PER_MB = 1_000_000;

export async function measure(
  { name, command: [file, ...args], cwd }: Way,
  functionName: string,
  url: string,
  folder: string,
): Promise<Measured> {
  const env = environment(functionName, url, folder);
  const start = process.hrtime.bigint();
  const child = spawn(file, args, { cwd: cwd ?? folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const [, at, kilobytes] = /^HANDLER (\d+) (\d+)$/m.exec(stdout) ?? [];
  if (at === undefined) throw new Error(`${name} did not run the handler:\n${stdout}${stderr}`);
  const end = /^\{.*"startupMs".*\}$/m.exec(stdout)?.[0];
  return {
    // All processes use the same system clock.
    ms: Number(BigInt(at) - start) / 1e6,
    maxRssMb: (Number(kilobytes) * BYTES_PER_KB) / BYTES_PER_MB,
    ...(end !== undefined && (JSON.parse(end) as Pick<Measured, 'startupMs'>)),
  };
}

function environment(functionName: string, url: string, folder: string): Record<string, string> {
  return {
    // All runs use the same Node.js.
    PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_LAMBDA_FUNCTION_EVENT: '{"id":1}',
    AWS_LAMBDA_FUNCTION_CONTEXT: `{"functionName":"${functionName}Dlq","awsRequestId":"request-1"}`,
    LAMBDA_TASK_ROOT: path.join(folder, 'task'),
    LAMBDA_RUNTIME_DIR: RUNTIME_DIR,
    RUNNER_OPT_DIR: path.join(folder, 'opt'),
  };
}
