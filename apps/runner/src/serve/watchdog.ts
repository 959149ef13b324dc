// Warns at intervals that the function is still running, so that an alarm on these lines stays on.
import { type RunnerDeps } from '../deps';

/**
 * @param seconds the interval; undefined for no warnings
 * @returns a function that stops the warnings
 */
export function startWatchdog(
  seconds: number | undefined,
  { warn }: Pick<RunnerDeps, 'warn'>,
): () => void {
  if (seconds === undefined) return () => undefined;
  let warnings = 0;
  const timer = setInterval(() => {
    warnings += 1;
    warn(
      `The function has been running for ${warnings * seconds} seconds. If it should have finished by now, stop the task.`,
      { longRunning: true },
    );
  }, seconds * 1000);
  return () => {
    clearInterval(timer);
  };
}
