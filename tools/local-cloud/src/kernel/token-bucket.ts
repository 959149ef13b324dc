// A limit on calls per second that lets bursts through, as AWS throttles.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html

export interface Rate {
  readonly perSecond: number;
  /** Calls that may come at once after a rest. */
  readonly burst: number;
}

export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  /** @param now milliseconds */
  constructor(
    private readonly rate: Rate,
    private readonly now: () => number,
  ) {
    this.tokens = rate.burst;
    this.filledAt = now();
  }

  /** @returns false for a call that is one too many */
  take(): boolean {
    const now = this.now();
    const fresh = ((now - this.filledAt) / 1000) * this.rate.perSecond;
    this.tokens = Math.min(this.rate.burst, this.tokens + fresh);
    this.filledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
