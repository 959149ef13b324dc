// One row of the table: a handler, what AWS's runtime client makes of it, and where the stand-in may differ.
import { type Seen } from '../runner';

export interface Case {
  readonly name: string;
  /** Of the fixtures, as Lambda's `Handler` names it. */
  readonly handler: string;
  /** What differs from a usual function, in Lambda's spelling. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** What differs from a usual rescue. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What is seen with AWS's client, as far as it matters here. The stand-in is compared with all that is seen. */
  readonly aws: Partial<Seen>;
  readonly difference?: {
    readonly reason: string;
    readonly standIn: Partial<Seen>;
  };
}

/** The handler returned. */
export function returns(result: unknown): Partial<Seen> {
  return { exitCode: 0, outcome: 'succeeded', result };
}

/** The handler failed. */
export function fails(errorType: string, errorMessage: string): Partial<Seen> {
  const message = `The function failed (${errorType}).`;
  return { exitCode: 1, outcome: 'failed', message, errorType, errorMessage };
}

/** The handler could not be loaded. */
export function cannotStart(errorType: string, errorMessage: string): Partial<Seen> {
  const message = `The function could not be loaded (${errorType}).`;
  return { exitCode: 2, outcome: 'init-failed', message, errorType, errorMessage };
}

/** The runtime ended before the handler answered. */
export function dies(code: number): Partial<Seen> {
  const how = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`;
  const message = `Runtime exited ${how}. The function ended before it answered.`;
  return { exitCode: 1, outcome: 'died', message };
}
