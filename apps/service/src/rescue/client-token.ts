// The token by which ECS recognises a repeated RunTask.
import { createHash } from 'node:crypto';

/**
 * The token of one try to start the container of one attempt. A further generation is a further try:
 * it differs from the ones before only by its token.
 *
 * @returns 64 hexadecimal characters, which is all that ECS takes
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html
 */
export function clientToken(requestId: string, attempt: number, generation: number): string {
  return createHash('sha256').update(`${requestId}/${attempt}/${generation}`).digest('hex');
}
