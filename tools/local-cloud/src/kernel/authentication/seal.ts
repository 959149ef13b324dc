// Marks addresses that are to be had from the local cloud alone, as AWS signs those that it presigns.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export class Seal {
  private readonly key = randomBytes(32);

  /** @returns what belongs to the text, in characters that an address may have */
  of(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }

  isOf(text: string, mark: string): boolean {
    const [expected, given] = [Buffer.from(this.of(text)), Buffer.from(mark)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}
