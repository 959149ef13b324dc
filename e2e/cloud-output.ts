// Waits for output of a local cloud's process.
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
   * Resolves when the output after the last match contains the pattern.
   *
   * @throws {Error} if the process ends first
   */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.unread);
      if (match) {
        this.unread = this.unread.slice(match.index + match[0].length);
        return match;
      }
      if (this.cloud.exitCode !== null) throw new Error(`the cloud ended: ${this.unread}`);
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
