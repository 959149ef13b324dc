// One row of the table: a handler, and what is right with AWS's client of each runtime.
import { type Invocation } from '../../src';
import { type Seen } from '../run';

export interface Case {
  readonly name: string;
  /** Of the fixtures, as Lambda's `Handler` names it. */
  readonly handler: string;
  /** Has the function log JSON, from this level on. */
  readonly jsonLogLevel?: string;
  /** The function's own variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What differs from a usual invocation. */
  readonly invocation?: Partial<Invocation>;
  /** As far as it matters; `lines` in full. */
  readonly right: Right;
  /** Where the client of nodejs22.x and older does something else. */
  readonly nodejs22?: Right;
}

export type Right = { readonly [Member in keyof Seen]?: unknown };

/** The handler returned. */
export function returns(result: unknown): Right {
  return { kind: 'response', result };
}

/** The handler failed. */
export function fails(errorType: string, errorMessage: unknown): Right {
  return { kind: 'error', errorType, errorMessage };
}

/** The handler could not be loaded. */
export function cannotStart(errorType: string, errorMessage: unknown): Right {
  return { kind: 'init-error', errorType, errorMessage };
}

/** The runtime ended before the handler answered. */
export function dies(code: number): Right {
  return { kind: 'exit', code };
}
