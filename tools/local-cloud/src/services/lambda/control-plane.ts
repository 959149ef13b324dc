// How often Lambda's API answers an account, apart from invocations. None of these quotas can be raised.
// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests
import { CONTROL_PLANE_PER_SECOND, GET_FUNCTION_PER_SECOND } from '../../kernel/aws-limits';
import { ApiError } from '../../kernel/errors';
import type { TimeScale } from '../../kernel/time-scale';
import { type Rate, TokenBucket } from '../../kernel/token-bucket';

/** A second's calls may come at once: AWS does not say how large a burst may be. */
const rateOf = (perSecond: number): Rate => ({ perSecond, burst: Math.max(1, perSecond) });

export class ControlPlane {
  private readonly getFunction: TokenBucket;
  private readonly others: TokenBucket;
  private awsMs = 0;
  private readAt: number;

  /**
   * @param scale a second here has as many calls as the seconds of AWS that pass in it
   * @param perSecond calls other than GetFunction
   * @param now milliseconds
   */
  constructor(
    private readonly scale: Pick<TimeScale, 'factor'>,
    perSecond: number = CONTROL_PLANE_PER_SECOND,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.readAt = now();
    const clock = () => this.awsTime();
    this.getFunction = new TokenBucket(rateOf(GET_FUNCTION_PER_SECOND), clock);
    this.others = new TokenBucket(rateOf(perSecond), clock);
  }

  /** @throws {ApiError} TooManyRequestsException for a call that is one too many */
  take(operation: string): void {
    if (operation === 'Invoke') return;
    const bucket = operation === 'GetFunction' ? this.getFunction : this.others;
    if (!bucket.take()) throw new ApiError('TooManyRequestsException', 'Rate exceeded', 429);
  }

  /** Milliseconds on AWS. The scale may change at any time, and time must not run backwards then. */
  private awsTime(): number {
    const now = this.now();
    this.awsMs += (now - this.readAt) * this.scale.factor;
    this.readAt = now;
    return this.awsMs;
  }
}
