// The Lambda Runtime API and the process that is served by it.
export type { Invocation, Outcome } from './outcome';
export { LONGEST_DEADLINE_MS } from './runtime-api-server';
export { Runtime, RuntimeStartError, type RuntimeOptions } from './runtime';
