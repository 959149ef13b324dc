// Errors under the names that AWS's Node.js runtime gives them, and their form on the wire.

/** An error of the runtime itself, not of the handler; `name` is Lambda's error type. */
export class RuntimeError extends Error {
  // Not by a member's initializer: AWS's runtime logs the name among the error's own members, in this order.
  constructor(name: `Runtime.${string}`, message: string) {
    super(message);
    this.name = name;
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
    errorType: withoutDelete(error.name),
    errorMessage: withoutDelete(error.message),
    trace: error.stack === undefined ? [] : withoutDelete(error.stack).split('\n'),
  };
}

/** The character DEL may not stand in a header. */
function withoutDelete(text: string): string {
  return text.replaceAll('\u007f', '%7F');
}
