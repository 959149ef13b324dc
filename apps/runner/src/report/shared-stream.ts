// A stream with two writers: one writes chunks, the other only whole lines, which never share a line with the first.

/** The part of a stream that is used. */
export interface Target {
  /** @param done called when the data is written, or can't be written */
  readonly write: (data: string | Buffer, done: () => void) => unknown;
}

interface WaitingLine {
  readonly text: string;
  readonly written: () => void;
}

const LINE_BREAK = 10;

export class SharedStream {
  /** Whether the last chunk has not ended its line. */
  private isMidLine = false;
  private waiting: WaitingLine[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly target: Target) {}

  /** Writes a chunk, and the waiting lines after the first line break in it. */
  async take(chunk: Buffer): Promise<void> {
    const end = this.waiting.length === 0 ? -1 : chunk.indexOf(LINE_BREAK);
    if (end < 0) {
      await this.pass(chunk);
      return;
    }
    const head = this.pass(chunk.subarray(0, end + 1));
    this.writeWaiting();
    await head;
    if (end + 1 < chunk.length) await this.pass(chunk.subarray(end + 1));
  }

  /**
   * Writes a separate line. Resolves when it is written.
   *
   * @param patienceMs how long to wait for the end of the current line, which is then broken
   */
  line(text: string, patienceMs: number): Promise<void> {
    return new Promise((written) => {
      this.waiting.push({ text, written });
      if (!this.isMidLine) this.writeWaiting();
      else if (patienceMs === 0) this.breakLine();
      else {
        this.timer ??= setTimeout(() => {
          this.breakLine();
        }, patienceMs);
      }
    });
  }

  private pass(chunk: Buffer): Promise<void> {
    if (chunk.length > 0) this.isMidLine = chunk[chunk.length - 1] !== LINE_BREAK;
    return new Promise((resolve) => {
      this.target.write(chunk, resolve);
    });
  }

  private breakLine(): void {
    this.target.write('\n', () => undefined);
    this.isMidLine = false;
    this.writeWaiting();
  }

  private writeWaiting(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const { text, written } of this.waiting.splice(0)) this.target.write(`${text}\n`, written);
  }
}
