// Reads the body of a request, up to a maximum size.
import type { IncomingMessage } from 'node:http';
import { RequestError } from './request-error';

/** @throws {RequestError} 413 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new RequestError(413, `The body has more than ${maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The members of a JSON object.
 *
 * @throws {RequestError} 400
 */
export function readMembers(body: Buffer): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString() || '{}');
  } catch (cause) {
    throw new RequestError(400, `The body is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new RequestError(400, 'The body is not a JSON object.');
}
