// How a task ends that someone stops.
import { EXIT_CODES, readTaskExit, type TaskExit } from '@immortal/shared';
import { judged, type Observation, type Probe } from '../probe';
import { STOP_REASON } from '../probe-tasks';
import { describeExit } from './exit';

export const stop: Probe = {
  name: 'stop',
  asks: 'How does a task end that StopTask stops?',
  assumed: 'SIGTERM, exit code 143, UserInitiated, with the reason that was given',
  look: async ({ tasks, sleeper }) => {
    const task = await sleeper();
    await tasks.untilRunning(task);
    await tasks.stop(task);
    return judgeStop(readTaskExit(await tasks.untilStopped(task)));
  },
};

export function judgeStop(exit: TaskExit): Observation {
  const { exitCode, stopCode, stoppedReason = '' } = exit;
  const holds =
    exitCode === EXIT_CODES.stopped.SIGTERM &&
    stopCode === 'UserInitiated' &&
    stoppedReason.includes(STOP_REASON);
  return judged(holds, describeExit(exit));
}
