// A request that the console refuses.

export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    /** HTTP's. */
    readonly status: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
