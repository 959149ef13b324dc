// What a probe is: one open question about AWS, and how it is looked at in a deployed stage.
import { type ProbeContext } from './context';

/** `not seen`: the stage or the account did not show it. Never a guess. */
export type Verdict = 'as assumed' | 'differs' | 'not seen';

export interface Observation {
  readonly verdict: Verdict;
  /** What AWS did, or why it could not be seen. */
  readonly seen: string;
}

export interface Probe {
  readonly name: string;
  readonly asks: string;
  /** What the code expects, from AWS's documentation or where that leaves it open. */
  readonly assumed: string;
  /** @throws the errors of the SDK */
  readonly look: (context: ProbeContext) => Promise<Observation>;
}

/** What a probe found. */
export interface Finding extends Observation, Omit<Probe, 'look'> {
  /** A call of AWS failed, so the probe could not look. */
  readonly failed?: true;
}

export const asAssumed = (seen: string): Observation => ({ verdict: 'as assumed', seen });
export const differs = (seen: string): Observation => ({ verdict: 'differs', seen });
export const notSeen = (seen: string): Observation => ({ verdict: 'not seen', seen });

/** @param holds whether what was seen is what the code expects */
export function judged(holds: boolean, seen: string): Observation {
  return holds ? asAssumed(seen) : differs(seen);
}
