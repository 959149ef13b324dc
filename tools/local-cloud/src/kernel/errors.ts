// Errors of the local cloud: those that a user can cause, and those with which AWS would respond.

export { UsageError } from '@immortal/shared/command-line';

/** What an API error has in addition to its code and message. */
export interface ApiErrorOptions extends ErrorOptions {
  /** Further members of the response. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** An error response of an AWS API. SDK clients show the code as `error.name`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    /** AWS's name for it, such as `ResourceNotFoundException` or `NoSuchKey`. */
    readonly code: string,
    message: string,
    /** The HTTP status. */
    readonly status = 400,
    { members = {}, ...options }: ApiErrorOptions = {},
  ) {
    super(message, options);
    this.members = members;
  }
}

/** Work was given up because the local cloud is being stopped. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}
