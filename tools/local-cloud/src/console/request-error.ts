// The error for a request that the console refuses.

export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    /** The HTTP status. */
    readonly status: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
