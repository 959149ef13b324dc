// How AWS's minutes become a developer's seconds.

/** The fastest that waits can be made to pass. */
export const MAX_TIME_SCALE = 100_000;

/** Timeouts of up to a minute are short enough to wait for, and a cold start needs them. */
const KEPT_TIMEOUT_SECONDS = 60;

export class TimeScale {
  /** @param factor how many seconds of AWS pass in one second here; 1 is real time. It counts for what begins from then on */
  constructor(public factor: number) {}

  /** Milliseconds to wait here for something that takes this many seconds on AWS. */
  waitMs(awsSeconds: number): number {
    return (awsSeconds * 1000) / this.factor;
  }

  /** Milliseconds that a function may run here when it has this timeout on AWS. */
  timeoutMs(awsSeconds: number): number {
    return awsSeconds <= KEPT_TIMEOUT_SECONDS ? awsSeconds * 1000 : this.waitMs(awsSeconds);
  }
}
