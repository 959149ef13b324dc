// Statistics over rescues.
import { timeToRescue, RESCUE_STATES, type Rescue, type RescueState } from '../../../timeline';

export type Counts = Readonly<Record<RescueState, number>>;

export function countStates(rescues: Iterable<Rescue>): Counts {
  const counts = Object.fromEntries(RESCUE_STATES.map((state) => [state, 0])) as Record<
    RescueState,
    number
  >;
  for (const { state } of rescues) counts[state] += 1;
  return counts;
}

export interface RescueTimes {
  readonly rescued: number;
  /** Milliseconds; undefined without rescues. */
  readonly median: number | undefined;
  readonly p95: number | undefined;
}

export function rescueTimes(rescues: Iterable<Rescue>): RescueTimes {
  const times = [...rescues].flatMap((rescue) => timeToRescue(rescue) ?? []).sort((a, b) => a - b);
  return { rescued: times.length, median: percentile(times, 50), p95: percentile(times, 95) };
}

/** The nearest-rank percentile. @param sorted in ascending order */
export function percentile(sorted: readonly number[], percent: number): number | undefined {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}
