// Tries again what failed for a temporary reason, with growing pauses.
import { TemporaryError } from '../errors';

export interface RetryDeps {
  /** Waits, in milliseconds. */
  readonly sleep: (ms: number) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** Milliseconds between tries: some eight seconds in all, more than a hiccup that is worth waiting for. */
const BACKOFF_MS = [250, 500, 1_000, 2_000, 4_000];

/**
 * The result of `call`, which is tried up to six times.
 *
 * @throws {TemporaryError} of the last try
 * @throws {Error} at once, when it is another one
 */
export async function retry<T>(call: () => Promise<T>, deps: RetryDeps): Promise<T> {
  for (const wait of BACKOFF_MS) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof TemporaryError)) throw error;
    }
    // Half of it by chance, so that tasks that stumbled together do not come back together.
    await deps.sleep(wait * (0.5 + deps.random() / 2));
  }
  return call();
}
