// Named pipes for a runtime's output. Node.js would use sockets, on which `echo … > /dev/stderr` fails with ENXIO; on
// Lambda, it works.
import { execFile } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface OutputPipe {
  readonly readable: Socket;
  /** For the child process. Close it in this process once the child has started. */
  readonly writeFd: number;
}

export type OutputPipes = readonly [stdout: OutputPipe, stderr: OutputPipe];

/** @returns undefined if `mkfifo` is missing or the temporary folder is not writable; sockets are the fallback */
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
  // Without O_NONBLOCK, this call would wait for a writer. The writing end blocks, as programs expect.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeFd = openSync(path, constants.O_WRONLY);
  return { readable: new Socket({ fd, readable: true, writable: false }), writeFd };
}

export function closeWriteEnds(pipes: OutputPipes | undefined): void {
  pipes?.forEach(({ writeFd }) => {
    closeSync(writeFd);
  });
}
