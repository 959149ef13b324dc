// A stream into which two write: one as it comes, the other in whole lines.

/** What is needed of a stream. */
export interface Target {
  /** @param done called when it is written, or can't be */
  readonly write: (data: string | Buffer, done: () => void) => unknown;
}

interface WaitingLine {
  readonly text: string;
  readonly written: () => void;
}

const LINE_BREAK = 10;

export class SharedStream {
  /** Whether what has come last has not ended its line. */
  private isMidLine = false;
  private waiting: WaitingLine[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly target: Target) {}

  /** Passes on what comes, and the lines that wait behind the first line break in it. */
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
   * Writes a line of its own. Resolves when it is written.
   *
   * @param patienceMs how long it waits for a line that has not ended yet; then it ends that line
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
