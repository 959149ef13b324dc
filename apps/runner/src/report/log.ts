// The container's log: what the function writes, as it comes, and the runner's lines, each on a line of its own.
import fs from 'node:fs';
import { type OutputSink, type OutputStream } from '@immortal/runtime-api';
import { SharedStream, type Target } from './shared-stream';

/** Milliseconds that a warning waits for the function to end its line, before it does so itself. */
const PATIENCE_MS = 1000;

export class Log implements OutputSink {
  private readonly streams: Readonly<Record<OutputStream, SharedStream>>;

  /** @param isOne whether both go to the same file, and so into the same line */
  constructor(stdout: Target, stderr: Target, isOne: boolean) {
    const out = new SharedStream(stdout);
    this.streams = { stdout: out, stderr: isOne ? out : new SharedStream(stderr) };
  }

  /** Resolves when it is written, or when there is nobody left to read it. */
  take(chunk: Buffer, stream: OutputStream): Promise<void> {
    return this.streams[stream].take(chunk);
  }

  /** Resolves when it is written, which is when the function has ended the line that it is in. */
  line(line: string): Promise<void> {
    return this.streams.stdout.line(line, PATIENCE_MS);
  }

  /** The last line, when the function writes no more. */
  lastLine(line: string): Promise<void> {
    return this.streams.stdout.line(line, 0);
  }
}

/** Whether two open files are one. */
export function isSameFile(one: number, other: number): boolean {
  try {
    const [a, b] = [one, other].map((fd) => fs.fstatSync(fd));
    return a?.dev === b?.dev && a?.ino === b?.ino;
  } catch {
    return false; // closed
  }
}
