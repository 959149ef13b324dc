// The errors of this folder, in the shape that AWS gives them.

/**
 * A call that AWS would refuse too, or one that the local cloud refuses instead of playing it wrongly.
 * `code` is AWS's name for it, as SDK clients show it in `error.name`.
 */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(
    /** Such as `QueueDoesNotExist` or `NoSuchKey`. */
    readonly code: string,
    message: string,
    /** The HTTP status that goes with it. */
    readonly status = 400,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What the local cloud does not play. S3 itself answers so where it lacks a function. */
export const notImplemented = (what: string): StorageError =>
  new StorageError('NotImplemented', `${what}: the local cloud does not play this`, 501);
