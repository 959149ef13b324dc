// Reads what a runtime posts: bytes, whatever the content type says, up to Lambda's limit.
import type { IncomingMessage } from 'node:http';
import { PayloadTooLargeError } from '../errors';

/**
 * The largest response of a function, in bytes. The quota is 6 MB; Lambda's own refusal says what it counts, `Response
 * payload size exceeded maximum allowed payload size (6291556 bytes)`, a hundred bytes more.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024 + 100;

/**
 * The whole body. What is over the limit is still read to the end, so that the runtime can read the refusal.
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
      `The response has ${bytes} bytes, more than the ${MAX_PAYLOAD_BYTES} that Lambda takes.`,
    );
  }
  return Buffer.concat(chunks);
}
