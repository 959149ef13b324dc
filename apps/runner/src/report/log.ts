// The container's log: the function's output, unchanged, and the runner's own lines, each on a separate line.
import fs from 'node:fs';
import { type OutputSink, type OutputStream } from '@immortal/runtime-api';
import { SharedStream, type Target } from './shared-stream';

/** Milliseconds that a warning waits for the function to end its line. After that, the warning ends it. */
const PATIENCE_MS = 1000;

export class Log implements OutputSink {
  private readonly streams: Readonly<Record<OutputStream, SharedStream>>;

  /** @param isOne whether both streams go to the same file, so that they can share a line */
  constructor(stdout: Target, stderr: Target, isOne: boolean) {
    const out = new SharedStream(stdout);
    this.streams = { stdout: out, stderr: isOne ? out : new SharedStream(stderr) };
  }

  /** Resolves when the output is written, or the stream is closed. */
  take(chunk: Buffer, stream: OutputStream): Promise<void> {
    return this.streams[stream].take(chunk);
  }

  /** Resolves when the line is written, after the function has ended its current line. */
  line(line: string): Promise<void> {
    return this.streams.stdout.line(line, PATIENCE_MS);
  }

  /** Writes the last line. Call it when the function writes no more. */
  lastLine(line: string): Promise<void> {
    return this.streams.stdout.line(line, 0);
  }
}

/** Whether two file descriptors refer to the same file. */
export function isSameFile(one: number, other: number): boolean {
  try {
    const [a, b] = [one, other].map((fd) => fs.fstatSync(fd));
    return a?.dev === b?.dev && a?.ino === b?.ino;
  } catch {
    return false; // closed
  }
}
