// How a process ended, with all its output.
import { type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export interface Ended {
  /** `null` if a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param child just started: earlier output is not captured */
export async function endOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}

/** @throws {Error} with all its output, if it failed */
export function expectSuccess({ exitCode, stdout, stderr }: Ended): void {
  if (exitCode !== 0) throw new Error(`exit code ${exitCode ?? '-'}\n${stdout}${stderr}`);
}
