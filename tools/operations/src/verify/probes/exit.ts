// The end of a task, in one line.
import { type TaskExit } from '@immortal/shared';

export function describeExit({
  exitCode,
  stopCode,
  stoppedReason,
  containerReason,
}: TaskExit): string {
  const reasons = [stoppedReason, containerReason].filter((reason) => reason !== undefined);
  const code = exitCode === undefined ? 'no exit code' : `exit code ${exitCode}`;
  return [code, stopCode ?? 'no stop code', ...reasons.map((reason) => `“${reason}”`)].join(', ');
}
