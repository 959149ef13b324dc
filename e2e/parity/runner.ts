// Runs the bundled runner once on a fixture, with one runtime or the other, and tells what can be seen of it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** What a runtime makes of a handler, without what differs from run to run. */
export interface Seen {
  readonly exitCode: number | null;
  readonly outcome?: unknown;
  readonly message?: unknown;
  readonly errorType?: unknown;
  readonly errorMessage?: unknown;
  readonly result?: unknown;
  readonly truncated?: unknown;
  /** What the function wrote to stdout. */
  readonly lines: readonly string[];
}

const RUNNER = path.join(__dirname, '../../apps/runner/dist/runner.cjs');
/**
 * What AWS's client says of its own requests. It does not wait for the end of a failed response before it asks for the
 * next invocation, so that it depends on chance whether it is refused.
 */
const OF_NATIVE_CLIENT = /^\[ERROR\] \[\d+\] LAMBDA_RUNTIME /;
/** Longer texts are told by their length. */
const LONGEST_TEXT = 10_000;

/**
 * @param variables the runner's, for the function and the server that has it
 * @param nodeDir the folder of the Node.js that runs both the runner and the runtime
 */
export async function run(
  variables: Readonly<Record<string, string>>,
  runtimeDir: string,
  nodeDir: string,
): Promise<Seen> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'parity-')));
  const taskRoot = path.join(folder, 'task');
  const env = {
    ...variables,
    PATH: `${nodeDir}:${process.env['PATH'] ?? ''}`,
    LAMBDA_TASK_ROOT: taskRoot,
    LAMBDA_RUNTIME_DIR: runtimeDir,
    RUNNER_OPT_DIR: path.join(folder, 'opt'),
  };
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  const child = spawn(path.join(nodeDir, 'node'), [RUNNER], { env, stdio: [...stdio] });
  try {
    const ended = once(child, 'close') as Promise<[number | null]>;
    const [written, [exitCode]] = await Promise.all([text(child.stdout), ended]);
    const known = written.replaceAll(taskRoot, '/var/task').replaceAll(runtimeDir, '/var/runtime');
    return { exitCode, ...seen(known.trimEnd().split('\n')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function seen(written: readonly string[]): Omit<Seen, 'exitCode'> {
  const end = JSON.parse(written.at(-1) ?? '') as Record<string, unknown>;
  const { errorType, errorMessage } = (end['error'] ?? {}) as Record<string, unknown>;
  return {
    outcome: end['outcome'],
    message: end['message'],
    ...(end['error'] !== undefined && { errorType, errorMessage }),
    ...('result' in end && { result: shortened(end['result']) }),
    ...('resultTruncated' in end && { truncated: end['resultTruncated'] }),
    lines: written
      .slice(0, -1)
      .filter((line) => !OF_NATIVE_CLIENT.test(line))
      .map(withoutChance),
  };
}

function shortened(result: unknown): unknown {
  const long = typeof result === 'string' && result.length > LONGEST_TEXT;
  return long ? `${result.length} characters` : result;
}

/** A line of the log without its time and without stacks, in which the runtime itself occurs. */
function withoutChance(line: string): string {
  return line
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, 'TIME')
    .replaceAll(
      /("(?:stack|stackTrace|trace)":\["(?:[^"\\]|\\.)*")(?:,"(?:[^"\\]|\\.)*")*\]/g,
      '$1]',
    )
    .replaceAll(/\r +at [^\r]*/g, '');
}
