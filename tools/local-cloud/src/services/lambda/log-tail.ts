// The end of an invocation's log, which Invoke returns with `LogType: Tail`.
// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
import { setImmediate as turn } from 'node:timers/promises';
import { MAX_LOG_TAIL_BYTES } from '../../kernel/aws-limits';
import type { Timeline } from '../../timeline';

/**
 * What the function wrote before it answered is in its pipe by then, and is read within a few turns of the event loop:
 * one to read it, one to cut it into lines, and one more.
 */
const TURNS = 3;

export class LogTail {
  private readonly lines: string[] = [];
  private readonly unsubscribe: () => void;

  constructor(timeline: Timeline, requestId: string) {
    this.unsubscribe = timeline.subscribe((entry) => {
      if (entry.type !== 'log' || entry.source !== 'function' || entry.requestId !== requestId) {
        return;
      }
      this.lines.push(entry.line);
      // Each has a byte at least, its newline: older ones can't be part of the tail.
      if (this.lines.length > MAX_LOG_TAIL_BYTES) this.lines.shift();
    });
  }

  /** To be called when the function has answered. */
  async end(): Promise<Buffer> {
    for (let count = 0; count < TURNS; count += 1) await turn();
    this.unsubscribe();
    const all = Buffer.from(this.lines.map((line) => `${line}\n`).join(''));
    return all.subarray(Math.max(0, all.length - MAX_LOG_TAIL_BYTES));
  }
}
