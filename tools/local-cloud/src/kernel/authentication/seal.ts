// Signs URLs that only the local cloud may issue, as AWS does with presigned URLs.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export class Seal {
  private readonly key = randomBytes(32);

  /** @returns the text's signature, in characters that a URL may contain */
  of(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }

  isOf(text: string, mark: string): boolean {
    const [expected, given] = [Buffer.from(this.of(text)), Buffer.from(mark)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}
