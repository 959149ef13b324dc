// How often a message is tried, and how long it rests in between.

/**
 * After so many deliveries a message is parked with its reason: by then a shortage of capacity has been waited for for
 * some four hours. The queues' maxReceiveCount is higher, so that SQS parks only what the secondary could not.
 */
export const MAXIMUM_DELIVERIES = 20;

const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 900;

/** Seconds of rest after a delivery that failed: doubled each time, up to 15 minutes. */
export function pauseSeconds(delivery: number): number {
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** (delivery - 1), LONGEST_PAUSE_SECONDS);
}

/** Seconds before another container is started for an event whose task has ended: 1, 5 and then 15 minutes. */
export function pauseBeforeAttempt(attemptOfRound: number): number {
  return Math.min(60 * 5 ** (attemptOfRound - 2), LONGEST_PAUSE_SECONDS);
}
