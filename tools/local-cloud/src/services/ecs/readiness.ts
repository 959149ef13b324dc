// Tells when the function in a task has begun, which is when faults of running tasks are injected.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskHandle } from './task-handle';

const POLL_MS = 100;
/** From the start of the runtime until a function that writes nothing has surely begun. */
const SILENT_MS = 1000;

export class Readiness {
  readonly shown: Promise<void>;
  private show: () => void = () => undefined;

  /** @param isOfFunction whether a line of the task was written by its function */
  constructor(private readonly isOfFunction: (line: string) => boolean) {
    this.shown = new Promise((resolve) => {
      this.show = resolve;
    });
  }

  /** Every line that the task writes; the first one of the function shows it. */
  onLine(line: string): void {
    if (this.isOfFunction(line)) this.show();
  }

  /** For a function that writes nothing: what is seen from outside is the process that the first one starts for it. */
  async watch(running: TaskHandle): Promise<void> {
    const ending = new AbortController();
    const end = () => {
      ending.abort();
    };
    void running.ended.then(end, end);
    while (!ending.signal.aborted) {
      const hasBegun = await running.hasChildren();
      await sleep(hasBegun ? SILENT_MS : POLL_MS, undefined, ending).catch(() => undefined);
      // The first process may start a program of its own for a moment.
      if (hasBegun && (await running.hasChildren())) break;
    }
    this.show();
  }
}
