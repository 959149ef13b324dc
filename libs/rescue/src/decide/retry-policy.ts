// How often a message is delivered before it is parked, and how long it waits in between.
import { MAX_DELAY_SECONDS } from '@immortal/shared';

/**
 * After this many deliveries, a message is parked with its reason: an event has then waited nearly four hours for
 * capacity. The maxReceiveCount of the queues is higher, so that SQS moves only what the secondary could not park.
 */
export const MAXIMUM_DELIVERIES = 20;

/**
 * So many tasks of a round may end by a temporary failure before the function started without being counted as attempts.
 * The pauses between them take nearly five hours, and each task has patience of its own.
 */
export const MAXIMUM_UNCOUNTED_ATTEMPTS = 20;

const FIRST_WAIT_SECONDS = 30;

/** Seconds to hide a message after a delivery that failed: doubled each time, up to 15 minutes. */
export function secondsBeforeDelivery(delivery: number): number {
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (delivery - 1), MAX_DELAY_SECONDS);
}

/** Seconds before the next container of a round: 1, 5, and then 15 minutes. */
export function secondsBeforeAttempt(attemptOfRound: number): number {
  return Math.min(60 * 5 ** (attemptOfRound - 2), MAX_DELAY_SECONDS);
}
