// Waits for something on AWS, patiently but not forever.
import { setTimeout as sleep } from 'node:timers/promises';
import { RefusalError } from '../errors';

/** Soon at first, since the local cloud needs no longer. */
const FIRST_PAUSE_MS = 200;
const LAST_PAUSE_MS = 3_000;

export interface WaitingOptions {
  /** Ends each wait with its reason. */
  readonly signal: AbortSignal;
  /** How long one wait may take. */
  readonly minutes: number;
}

export class Waiting {
  constructor(readonly options: WaitingOptions) {}

  /**
   * @param what is waited for, for the error
   * @param look returns undefined as long as it is not there
   * @throws {RefusalError} if it does not come
   */
  async until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const found = await this.orNothing(this.options.minutes, look);
    if (found !== undefined) return found;
    throw new RefusalError(`${what} did not come within ${this.options.minutes} minutes.`);
  }

  /** @returns undefined if it does not come */
  async orNothing<T>(minutes: number, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const end = performance.now() + minutes * 60_000;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.2, LAST_PAUSE_MS)) {
      const found = await look();
      if (found !== undefined || performance.now() > end) return found;
      await sleep(pause, undefined, { signal: this.options.signal });
    }
  }
}
