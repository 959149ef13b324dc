// Shortens waits and timeouts: minutes on AWS take seconds here.

/** The largest factor. */
export const MAX_TIME_SCALE = 100_000;

/** Timeouts of up to a minute are never shortened: they are short enough to wait for, and a cold start needs them. */
const KEPT_TIMEOUT_SECONDS = 60;

/** A function, as far as its timeout here depends on it. */
interface Limited {
  readonly name: string;
  /** Its timeout on AWS. */
  readonly timeoutSeconds: number;
}

export class TimeScale {
  /**
   * @param factor how many seconds of AWS pass in one second here; 1 is real time. A change applies to whatever begins after it
   * @param scalesTimeoutOf whether a function's timeout is divided too: all others may run as long as on AWS
   */
  constructor(
    public factor: number,
    private readonly scalesTimeoutOf: (functionName: string) => boolean = () => false,
  ) {}

  /** Milliseconds to wait here for something that takes this many seconds on AWS. */
  waitMs(awsSeconds: number): number {
    return (awsSeconds * 1000) / this.factor;
  }

  /** Milliseconds that a function may run here. */
  timeoutMs({ name, timeoutSeconds }: Limited): number {
    const isKept = timeoutSeconds <= KEPT_TIMEOUT_SECONDS || !this.scalesTimeoutOf(name);
    return isKept ? timeoutSeconds * 1000 : this.waitMs(timeoutSeconds);
  }
}
