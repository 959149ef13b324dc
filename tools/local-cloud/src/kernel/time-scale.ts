// How AWS's minutes become a developer's seconds.

/** The fastest that waits can be made to pass. */
export const MAX_TIME_SCALE = 100_000;

/** Time limits of up to a minute are short enough to wait for, and a cold start needs them. */
const KEPT_TIMEOUT_SECONDS = 60;

/** What of a function its time limit depends on. */
interface Limited {
  readonly name: string;
  /** On AWS. */
  readonly timeoutSeconds: number;
}

export class TimeScale {
  /**
   * @param factor how many seconds of AWS pass in one second here; 1 is real time. It counts for what begins from then on
   * @param scalesTimeoutOf the functions whose time limit is divided too: all others may run as long as on AWS
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
