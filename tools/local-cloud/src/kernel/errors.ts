// Errors of the local cloud: what a user can cause, and what AWS would answer.

export { UsageError } from '@immortal/shared/command-line';

/** An answer of an AWS API that is an error. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    /** AWS's name of it, such as ResourceNotFoundException. */
    readonly code: string,
    message: string,
    readonly status = 400,
    /** Further members of the answer. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Work was given up because the local cloud is being stopped. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}
