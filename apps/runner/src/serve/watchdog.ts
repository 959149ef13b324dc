// Says of a function that runs for long that it still does, so that an alarm on the line stays on.
import { type RunnerDeps } from '../run';

/**
 * Warns each time that so many seconds have passed.
 *
 * @param seconds undefined for never
 * @returns what ends it
 */
export function warnOfLongRun(
  seconds: number | undefined,
  { warn }: Pick<RunnerDeps, 'warn'>,
): () => void {
  if (seconds === undefined) return () => undefined;
  let times = 0;
  const timer = setInterval(() => {
    times += 1;
    warn(
      `The function has been running for ${times * seconds} seconds. If it should have ended by now, stop the task.`,
      { longRunning: true },
    );
  }, seconds * 1000);
  return () => {
    clearInterval(timer);
  };
}
