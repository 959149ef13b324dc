// How a task ends whose function takes more memory than the task has.
import { EXIT_CODES, readTaskExit, type TaskExit } from '@immortal/shared';
import { judged, type Observation, type Probe } from '../probe';
import { describeExit } from './exit';

/** How much more than the task has. */
const EXCESS_MB = 512;

export const outOfMemory: Probe = {
  name: 'out-of-memory',
  asks: 'How does a task end that runs out of memory?',
  assumed: 'exit code 137, EssentialContainerExited',
  look: async ({ tasks, rescue }) => {
    const memoryMb = Number(rescue.task.memory) + EXCESS_MB;
    const task = await tasks.start('memory', { sleepSeconds: 0, probe: { memoryMb } });
    return judgeOutOfMemory(readTaskExit(await tasks.untilStopped(task)));
  },
};

export function judgeOutOfMemory(exit: TaskExit): Observation {
  const { exitCode, stopCode } = exit;
  const holds = exitCode === EXIT_CODES.outOfMemory && stopCode === 'EssentialContainerExited';
  return judged(holds, describeExit(exit));
}
