// Requests and responses as the gateway passes them: HTTP without a connection.

/** One HTTP request, its body complete. */
export interface WireRequest {
  readonly method: string;
  /** Path and query, still percent-encoded: `/bucket/key?list-type=2`. */
  readonly url: string;
  /** As Node gives them: names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * One HTTP response, its body complete. Only an answer to HEAD, and one that breaks off, has a
 * content-length that differs from the length of its body; to all others the server adds its own.
 */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The connection is closed after the body. */
  readonly breaksOff?: boolean;
}

/** In place of a response: the gateway closes the connection. */
export const NO_RESPONSE = Symbol('no response');

/** One header as text; undefined when it is not there. */
export function header(request: Pick<WireRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

// Headers that belong to one connection (RFC 9110, section 7.6.1) or that the server makes itself.
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'content-length',
  'date',
]);

/** All headers of a message except those that belong to its connection, each as one string. */
export function endToEndHeaders(
  headers: Readonly<Record<string, number | string | string[] | undefined>>,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !HOP_BY_HOP.has(name)) kept[name] = String(value);
  return kept;
}
