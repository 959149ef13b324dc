// Waits for the signals that stop a container.
import { type EventEmitter } from 'node:events';
import { type StopSignal } from '../errors';

const STOP_SIGNALS: readonly StopSignal[] = ['SIGTERM', 'SIGINT'];

/**
 * Resolves with the first signal. After this call, the signals no longer end the process.
 *
 * @param target the process. As a container's first process it ignores SIGTERM unless it has a listener.
 */
export function firstStopSignal(target: Pick<EventEmitter, 'on'>): Promise<StopSignal> {
  return new Promise((resolve) => {
    for (const signal of STOP_SIGNALS) {
      target.on(signal, () => {
        resolve(signal);
      });
    }
  });
}

/** Seconds from SIGTERM to the runner's SIGKILL: less than ECS's, so that the end line can still be written. */
export function graceSeconds(stopTimeoutSeconds: number): number {
  return Math.max(1, stopTimeoutSeconds - 2);
}

/** Seconds from SIGTERM to ECS's SIGKILL, less the time for the end line. */
export function secondsToKill(stopTimeoutSeconds: number): number {
  return Math.max(1.5, stopTimeoutSeconds - 1);
}
