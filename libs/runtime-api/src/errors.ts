// Errors of the Runtime API. The result of an invocation is an Outcome, never an error.

/** Base class of every error of this package. */
export class RuntimeApiError extends Error {
  override readonly name: string = 'RuntimeApiError';
}

/** The runtime's command can't be executed. */
export class RuntimeStartError extends RuntimeApiError {
  override readonly name = 'RuntimeStartError';
}

/** A runtime posted more than Lambda accepts. */
export class PayloadTooLargeError extends RuntimeApiError {
  override readonly name = 'PayloadTooLargeError';
}
