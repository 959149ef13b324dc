// When the function in a task has begun: the moment at which faults of running tasks strike.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningTask } from './running-task';

const POLL_MS = 100;
/** From the start of the runtime until a function that writes nothing has surely begun. */
const SILENT_MS = 1000;

export class TaskBegin {
  readonly shown: Promise<void>;
  private show: () => void = () => undefined;

  constructor() {
    this.shown = new Promise((resolve) => {
      this.show = resolve;
    });
  }

  /** Every line that the task writes; the first one of the function shows it. */
  hear(line: string): void {
    if (isOfFunction(line)) this.show();
  }

  /** For a function that writes nothing: what is seen from outside is the process that the runner starts for it. */
  async watch(running: RunningTask): Promise<void> {
    const ending = new AbortController();
    const end = () => {
      ending.abort();
    };
    void running.ended.then(end, end);
    while (!ending.signal.aborted) {
      const hasBegun = await running.hasChildren();
      await sleep(hasBegun ? SILENT_MS : POLL_MS, undefined, ending).catch(() => undefined);
      // The runner starts a program of its own for a moment.
      if (hasBegun && (await running.hasChildren())) break;
    }
    this.show();
  }
}

/**
 * Before the function begins, the runner itself may warn, in JSON. The first line of anybody else is
 * the function's, or comes after its end.
 */
export function isOfFunction(line: string): boolean {
  return !/^\{"level":"WARN",.*"service":"runner"/.test(line);
}
