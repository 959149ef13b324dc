// Retries temporary failures with exponential backoff, for as long as the preparation may take.
import { TemporaryError } from '../errors';

export interface Waiting {
  /** Waits, in milliseconds. */
  readonly sleep: (ms: number) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Milliseconds since the process started. */
  readonly now: () => number;
}

export interface RetryDeps extends Waiting {
  /** The time, as `now` has it, after which no other attempt starts. */
  readonly retryUntil: number;
  /** Logs a warning. */
  readonly warn: (message: string) => void;
}

const FIRST_WAIT_MS = 250;
/** Thousands of tasks can wait for one quota of the account, so that each must not ask often. */
const LONGEST_WAIT_MS = 30_000;
/** A call that has failed for so long is worth a line in the log. */
const WARN_AFTER_MS = 60_000;

/**
 * Repeats a call until it succeeds, or until its next attempt would be too late.
 *
 * The delay is random between nothing and a bound that doubles each time ("full jitter"), so that tasks that were
 * throttled together do not come back together.
 *
 * @throws {TemporaryError} of the last attempt
 * @throws {Error} any other error, at once
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export async function retry<T>(call: () => Promise<T>, deps: RetryDeps): Promise<T> {
  const { sleep, random, now, retryUntil, warn } = deps;
  const began = now();
  let warned = false;
  for (let bound = FIRST_WAIT_MS; ; bound = Math.min(2 * bound, LONGEST_WAIT_MS)) {
    try {
      return await call();
    } catch (error) {
      const wait = random() * bound;
      if (!(error instanceof TemporaryError) || now() + wait > retryUntil) throw error;
      if (!warned && now() - began >= WARN_AFTER_MS) {
        const seconds = Math.round((retryUntil - now()) / 1000);
        warn(`${error.message} The runner tries again for up to ${seconds} seconds.`);
        warned = true;
      }
      await sleep(wait);
    }
  }
}
