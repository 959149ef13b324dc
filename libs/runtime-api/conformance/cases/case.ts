// One conformance case: a handler, and the expected observation with AWS's client for each runtime.
import { type Invocation } from '../../src';
import { type Observation } from '../observation';

export interface Case {
  readonly name: string;
  /** A handler in the fixtures, in the format of Lambda's `Handler`. */
  readonly handler: string;
  /** Makes the function log JSON, at this level and above. */
  readonly jsonLogLevel?: string;
  /** The function's own variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Overrides of the default invocation. */
  readonly invocation?: Partial<Invocation>;
  /** The relevant members; `lines` in full. */
  readonly expected: Expected;
  /** Set if the client for nodejs22.x and older behaves differently. */
  readonly nodejs22?: Expected;
}

export type Expected = { readonly [Member in keyof Observation]?: unknown };

/** The handler returned. */
export function returns(result: unknown): Expected {
  return { kind: 'response', result };
}

/** The handler failed. */
export function fails(errorType: string, errorMessage: unknown): Expected {
  return { kind: 'error', errorType, errorMessage };
}

/** The handler could not be loaded. */
export function cannotStart(errorType: string, errorMessage: unknown): Expected {
  return { kind: 'init-error', errorType, errorMessage };
}

/** The runtime exited before the handler responded. */
export function exits(code: number): Expected {
  return { kind: 'exit', code };
}
