// Turns the signals that stop a container into something to wait for.
import { type EventEmitter } from 'node:events';
import { type StopSignal } from '../errors';

const STOP_SIGNALS: readonly StopSignal[] = ['SIGTERM', 'SIGINT'];

/**
 * Resolves with the first signal. From the call on, signals do not end the process any more.
 *
 * @param target the process, which is deaf to SIGTERM as a container's first process unless it listens
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

/** Seconds between SIGTERM and our SIGKILL: short of ECS's, so that the end can still be told. */
export function graceSeconds(stopTimeoutSeconds: number): number {
  return Math.max(1, stopTimeoutSeconds - 2);
}

/** Seconds between SIGTERM and ECS's SIGKILL, less what the last line needs. */
export function secondsToKill(stopTimeoutSeconds: number): number {
  return Math.max(1.5, stopTimeoutSeconds - 1);
}
