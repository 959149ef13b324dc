// What a runtime writes, on its way from the pipes to whoever takes it.
import type { Socket } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { forEachLine } from './lines';

export type OutputStream = 'stdout' | 'stderr';

/** Takes the output line by line. */
export type OutputListener = (line: string, stream: OutputStream) => void;

/** Takes the output as it comes. What it returns resolves when it can take more; until then the runtime has to wait. */
export interface OutputSink {
  readonly take: (chunk: Buffer, stream: OutputStream) => Promise<void>;
}

/** What two pipes hold at most: https://man7.org/linux/man-pages/man7/pipe.7.html, `pipe-max-size` */
const PIPES_BYTES = 2 * 1_048_576;

export class Output {
  /** Resolves when both streams have ended and all of them is taken. */
  readonly ended: Promise<void>;
  private hasEnded = false;
  private beingTaken = 0;

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
   * Call it when the processes of the runtime are killed. Resolves when what they have left in the pipes is taken: at
   * the end of both streams or, since a process that has left the group may keep a pipe open for ever and write, when
   * the pipes were empty once, or more than pipes hold has come.
   *
   * @param graceMs that a killed process may take to be gone
   * @param abort ends the wait at any time
   * @returns whether all of it was taken
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

  /** Whether all that came is taken and nothing is left in the pipes. */
  async isQuiet(): Promise<boolean> {
    // While something is being taken, nothing is read.
    if (this.isBusy()) return false;
    const before = this.bytesRead;
    // The event loop reads what is ready between two of them.
    await setImmediate();
    await setImmediate();
    return this.bytesRead === before && !this.isBusy();
  }

  /** Nothing is read any more. */
  close(): void {
    Object.values(this.streams).forEach((stream) => stream.destroy());
  }

  private isBusy(): boolean {
    return (
      this.beingTaken > 0 ||
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
      // Of a stream that was closed before its end.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    }
  }

  private async pass(chunk: Buffer, name: OutputStream, sink: OutputSink): Promise<void> {
    this.beingTaken += 1;
    await sink.take(chunk, name);
    this.beingTaken -= 1;
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
