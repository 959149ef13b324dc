// Reads the body that a runtime posts, as bytes, up to Lambda's limit.
import { type IncomingMessage } from 'node:http';
import { PayloadTooLargeError } from '../errors';

/**
 * The largest response of a function, in bytes. The quota is 6 MB; according to Lambda's error message, `Response payload
 * size exceeded maximum allowed payload size (6291556 bytes)`, the limit is a hundred bytes higher.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024 + 100;

/**
 * Reads the whole body, even beyond the limit: otherwise the runtime could not read the error response.
 *
 * @throws {PayloadTooLargeError} if it is larger than {@link MAX_PAYLOAD_BYTES}
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_PAYLOAD_BYTES) chunks.push(chunk);
  }
  if (bytes > MAX_PAYLOAD_BYTES) {
    throw new PayloadTooLargeError(
      `The response has ${bytes} bytes, more than the ${MAX_PAYLOAD_BYTES} that Lambda accepts.`,
    );
  }
  return Buffer.concat(chunks);
}
