// What the codes of system errors mean for a rescue.

/** Codes of Node.js and libuv for a network that is not there, for now or for ever. */
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
 * The `code` of a system error, searched through its causes and members too (happy eyeballs wraps them). Codes of
 * Node.js itself (`ERR_…`) are no system errors but mistakes.
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
