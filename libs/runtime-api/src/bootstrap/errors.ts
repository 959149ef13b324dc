// Errors under the names that AWS's Node.js runtime gives them, and their form on the wire.

/** An error of the runtime itself, not of the handler; `name` is Lambda's error type. */
export class RuntimeError extends Error {
  constructor(
    override readonly name: `Runtime.${string}`,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface FormattedError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** Whatever was thrown, as Lambda's error JSON. */
export function formatError(error: unknown): FormattedError {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return {
    errorType: error.name,
    errorMessage: error.message,
    trace: error.stack?.split('\n') ?? [],
  };
}
