// Errors of starting a runtime; what becomes of an invocation is an Outcome, never an error.

/** The runtime's command could not be started at all. */
export class RuntimeStartError extends Error {
  override readonly name = 'RuntimeStartError';
}
