// What a conformance case observes of a handler.
import { type Outcome } from '../src';

/** The outcome and the output, without what differs between runs. */
export interface Observation {
  readonly kind: Outcome['kind'];
  /** Parsed if it is JSON. A long text is replaced by its length. */
  readonly result?: unknown;
  readonly errorType?: unknown;
  readonly errorMessage?: unknown;
  /** The exit code of a runtime that exited without a response. */
  readonly code?: number | null;
  /** The function's output on stdout and stderr. */
  readonly lines: readonly string[];
}
