// Reads an error's type from its JSON: AWS's Node.js runtime sets the header only for initialization errors.

/** @returns undefined if the body is not Lambda's error JSON */
export function errorTypeIn(payload: Buffer): string | undefined {
  try {
    const error = JSON.parse(payload.toString()) as { errorType?: unknown } | null;
    return typeof error?.errorType === 'string' ? error.errorType : undefined;
  } catch {
    return undefined;
  }
}
