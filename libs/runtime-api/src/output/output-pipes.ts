// Pipes for the output of a runtime. Node.js would give it sockets, which can't be opened by name as they can on
// Lambda: `echo … > /dev/stderr` in a script of the function would fail with ENXIO.
import { execFile } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface OutputPipe {
  readonly readable: Socket;
  /** For the child; to be closed here once it has it. */
  readonly writeFd: number;
}

export type OutputPipes = readonly [stdout: OutputPipe, stderr: OutputPipe];

/** @returns undefined where there is no `mkfifo`, or no folder for it; sockets are then the next best */
export async function openOutputPipes(): Promise<OutputPipes | undefined> {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'output-'));
    const [stdout, stderr] = [join(folder, 'stdout'), join(folder, 'stderr')];
    await promisify(execFile)('mkfifo', ['-m', '600', stdout, stderr]);
    return [openPipe(stdout), openPipe(stderr)];
  } catch {
    return undefined;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  }
}

function openPipe(path: string): OutputPipe {
  // Without O_NONBLOCK this would wait for a writer; the writer's end then blocks, as programs expect it of theirs.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeFd = openSync(path, constants.O_WRONLY);
  return { readable: new Socket({ fd, readable: true, writable: false }), writeFd };
}

export function closeWriteEnds(pipes: OutputPipes | undefined): void {
  pipes?.forEach(({ writeFd }) => {
    closeSync(writeFd);
  });
}
