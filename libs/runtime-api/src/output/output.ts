// Passes a runtime's output from its pipes to a listener or a sink.
import { type Socket } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { forEachLine } from './lines';

export type OutputStream = 'stdout' | 'stderr';

/** Receives the output line by line. */
export type OutputListener = (line: string, stream: OutputStream) => void;

/** Receives the output in chunks. The promise resolves when it can accept more; until then, the runtime waits. */
export interface OutputSink {
  readonly take: (chunk: Buffer, stream: OutputStream) => Promise<void>;
}

/** The maximum capacity of two pipes: https://man7.org/linux/man-pages/man7/pipe.7.html, `pipe-max-size` */
const PIPES_BYTES = 2 * 1_048_576;

export class Output {
  /** Resolves when both streams have ended and everything is passed on. */
  readonly ended: Promise<void>;
  private hasEnded = false;
  private pending = 0;

  constructor(
    private readonly streams: Readonly<Record<OutputStream, Socket>>,
    target: OutputListener | OutputSink,
  ) {
    const names = ['stdout', 'stderr'] as const;
    this.ended = Promise.all(names.map((name) => this.forward(name, target))).then(() => {
      this.hasEnded = true;
    });
  }

  /**
   * Call it after the runtime's processes are killed. Resolves when the rest of their output is passed on, which is at
   * the end of both streams. A process that has left the group may keep a pipe open and go on writing: then it resolves
   * as soon as the pipes are empty once, or more data has arrived than pipes hold.
   *
   * @param graceMs milliseconds that a killed process may take to end
   * @param abort ends the wait at any time
   * @returns whether all output was passed on
   */
  async exhausted(graceMs: number, abort: AbortSignal): Promise<boolean> {
    const start = this.bytesRead;
    while (!this.hasEnded && !abort.aborted) {
      await unlessAborted([this.ended, sleep(graceMs)], abort);
      if (await this.isQuiet()) break;
      if (this.bytesRead - start > PIPES_BYTES && !this.isBusy()) break;
    }
    return !abort.aborted || this.hasEnded;
  }

  /** Whether everything is passed on and the pipes are empty. */
  async isQuiet(): Promise<boolean> {
    // Nothing is read while a chunk is being passed on.
    if (this.isBusy()) return false;
    const before = this.bytesRead;
    // The event loop reads available data between the two.
    await setImmediate();
    await setImmediate();
    return this.bytesRead === before && !this.isBusy();
  }

  /** Stops reading. */
  close(): void {
    Object.values(this.streams).forEach((stream) => stream.destroy());
  }

  private isBusy(): boolean {
    return (
      this.pending > 0 ||
      Object.values(this.streams).some(({ readableLength }) => readableLength > 0)
    );
  }

  private get bytesRead(): number {
    return Object.values(this.streams).reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  }

  private async forward(name: OutputStream, target: OutputListener | OutputSink): Promise<void> {
    const stream = this.streams[name];
    try {
      if (typeof target === 'function') {
        await forEachLine(stream, (line) => {
          target(line, name);
        });
        return;
      }
      for await (const chunk of stream as AsyncIterable<Buffer>)
        await this.pass(chunk, name, target);
    } catch (error) {
      // The stream was closed before its end.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    }
  }

  private async pass(chunk: Buffer, name: OutputStream, sink: OutputSink): Promise<void> {
    this.pending += 1;
    await sink.take(chunk, name);
    this.pending -= 1;
  }
}

async function unlessAborted(work: readonly Promise<unknown>[], abort: AbortSignal): Promise<void> {
  const listening = new AbortController();
  const aborted = new Promise((resolve) => {
    abort.addEventListener('abort', resolve, { signal: listening.signal });
  });
  await Promise.race([...work, aborted]);
  listening.abort();
}
