// Whether a task gets credentials of its role although the role's trust has the account's conditions.
import { EXIT_CODES, readTaskExit, type TaskExit } from '@immortal/shared';
import { judged, type Observation, type Probe } from '../probe';
import { describeExit } from './exit';

export const taskRole: Probe = {
  name: 'task-role',
  asks: 'Does a task get credentials if its role’s trust requires aws:SourceArn and aws:SourceAccount?',
  assumed: 'yes, as the page about task roles says',
  look: ({ rescue }) => Promise.resolve(judgeRole(readTaskExit(rescue.task))),
};

/** The runner fetches the function with the task's credentials, so a function that returned proves them. */
export function judgeRole(exit: TaskExit): Observation {
  return exit.exitCode === EXIT_CODES.succeeded
    ? judged(
        true,
        'the runner fetched the function (lambda:GetFunction) with the task’s credentials',
      )
    : judged(false, `the rescue failed: ${describeExit(exit)}`);
}
