// Waits for what a process of the local cloud prints.
import { type ChildProcessByStdio } from 'node:child_process';
import { type Readable } from 'node:stream';

export class CloudOutput {
  private unread = '';
  private wake: () => void = () => undefined;

  constructor(private readonly cloud: ChildProcessByStdio<null, Readable, Readable>) {
    cloud.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      this.unread += chunk;
      this.wake();
    });
    cloud.once('exit', () => {
      this.wake();
    });
  }

  /**
   * Resolves when the pattern stands in what was printed after the last match.
   *
   * @throws {Error} if the process ends before
   */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.unread);
      if (match) {
        this.unread = this.unread.slice(match.index + match[0].length);
        return match;
      }
      if (this.cloud.exitCode !== null) throw new Error(`the cloud has ended: ${this.unread}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
