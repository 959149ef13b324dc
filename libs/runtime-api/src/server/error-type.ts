// The type of an error by its JSON: AWS's Node.js runtime names it in a header only when the start fails.

/** Undefined if the body is not Lambda's error JSON. */
export function errorTypeIn(payload: Buffer): string | undefined {
  try {
    const error = JSON.parse(payload.toString()) as { errorType?: unknown } | null;
    return typeof error?.errorType === 'string' ? error.errorType : undefined;
  } catch {
    return undefined;
  }
}
