// Runs the built runner as a child process, in an environment that the test constructs.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Readable } from 'node:stream';

const RUNNER = path.join(__dirname, '../../dist/runner.cjs');
/** AWS's runtime clients, as they run outside of AWS's images. */
export const RUNTIME_DIR = path.join(__dirname, '../../../../libs/runtime-api/dist/runtime');

export interface RunnerEnd {
  readonly code: number | null;
  readonly stdout: readonly string[];
  readonly stderr: string;
  /** The end line, parsed. */
  readonly end: Record<string, unknown>;
  readonly taskRoot: string;
}

export interface RunnerProcess {
  readonly ended: Promise<RunnerEnd>;
  /** Resolves when the runner, or the function in it, prints a line that contains the text. */
  printed(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

const running = new Set<ChildProcess>();

/** Stops the runners that a failed test has left running. */
export async function stopRunners(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      child.kill('SIGTERM');
      await once(child, 'close');
    }),
  );
}

/** @param endpoint of the fake AWS
 * @param readFrom wraps the stream that the lines are read from */
export function startRunner(
  endpoint: string,
  variables: Readonly<Record<string, string | undefined>> = {},
  args: readonly string[] = [],
  readFrom: (stdout: Readable) => Readable = (stdout) => stdout,
): RunnerProcess {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runner-'));
  const taskRoot = path.join(folder, 'task');
  const env = {
    PATH: process.env['PATH'],
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_LAMBDA_FUNCTION_EVENT: '{"id":1}',
    AWS_LAMBDA_FUNCTION_CONTEXT: '{"functionName":"orders","awsRequestId":"request-1"}',
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: RUNTIME_DIR,
    // Short, so that a failing test does not leave a process running for long.
    RUNNER_STOP_TIMEOUT_SECONDS: '2',
    RUNNER_OPT_DIR: path.join(folder, 'opt'),
    ...variables,
  };
  const child = spawn(process.execPath, [RUNNER, ...args], { env });
  running.add(child);
  const stdout: string[] = [];
  const lines = createInterface({ input: readFrom(child.stdout) });
  lines.on('line', (line) => stdout.push(line));
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return {
    ended: Promise.all([once(child, 'close'), once(lines, 'close')]).then(([[code]]) => {
      running.delete(child);
      const last = stdout.at(-1) ?? '';
      const end = (last.startsWith('{') ? JSON.parse(last) : {}) as Record<string, unknown>;
      fs.rmSync(folder, { recursive: true });
      return { code: code as number | null, stdout, stderr, end, taskRoot };
    }),
    printed: (wanted) =>
      new Promise((resolve, reject) => {
        const isWanted = (line: string) => line.includes(wanted);
        if (stdout.some(isWanted)) resolve();
        lines.on('line', (line) => {
          if (isWanted(line)) resolve();
        });
        child.once('close', () => {
          reject(new Error(`The runner ended without the line ${wanted}: ${stdout.join('\n')}`));
        });
      }),
    kill: (signal) => child.kill(signal),
  };
}
