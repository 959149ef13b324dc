// Finds and classifies the codes of system errors.

/** Node.js and libuv codes for network failures. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'EPROTO',
  'ETIMEDOUT',
]);

/**
 * The `code` of a system error, also if it is wrapped as a cause or in an AggregateError (as Happy Eyeballs does).
 * Node's own codes (`ERR_…`) are programming errors, not system errors.
 */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string' && !code.startsWith('ERR_')) return code;
  const inner: unknown[] = Array.isArray(errors) ? errors : [cause];
  return inner.map(systemCode).find((found) => found !== undefined);
}

export function isNetworkError(error: unknown): boolean {
  return NETWORK.has(systemCode(error) ?? '');
}
