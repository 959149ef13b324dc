// Retries temporary failures with exponential backoff.
import { TemporaryError } from '../errors';

export interface RetryDeps {
  /** Waits, in milliseconds. */
  readonly sleep: (ms: number) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Milliseconds between attempts: about eight seconds in total. */
const BACKOFF_MS = [250, 500, 1_000, 2_000, 4_000];

/**
 * Calls up to six times until a call succeeds.
 *
 * @throws {TemporaryError} of the last attempt
 * @throws {Error} any other error, at once
 */
export async function retry<T>(call: () => Promise<T>, deps: RetryDeps): Promise<T> {
  for (const wait of BACKOFF_MS) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof TemporaryError)) throw error;
    }
    // Half of the delay is random, so that tasks that failed together do not retry together.
    await deps.sleep(wait * (0.5 + deps.random() / 2));
  }
  return call();
}
