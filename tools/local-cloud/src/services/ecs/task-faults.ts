// What can go wrong with a task, in the words of ECS.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
import type { TaskExit } from './task-handle';
import type { Stop, Task } from './task';

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
export const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';

/** Why a task of this kind does not start. */
export const NOT_STARTED: Readonly<Record<string, (task: Task) => string>> = {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
  pull: ({ definition: { container } }) =>
    `CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ${container.image}: ${container.image}: not found`,
  // As users report it; AWS's page has other examples of this error.
  eni: () =>
    'ResourceInitializationError: failed to configure ENI: failed to setup regular eni: netplugin failed with no error message',
};

/** How a task of this kind is struck while it runs. */
export interface Strike {
  /** Why ECS says that it stops the task; without it, the task ends as by itself. */
  readonly stop?: Stop;
  /** SIGTERM and later SIGKILL, SIGKILL to all of it, or SIGKILL to all but its first process. */
  readonly by: 'stop' | 'kill' | 'killChildren';
  /** What ECS says of the container's end, where that is not what it sees. */
  readonly end?: TaskExit;
}

export const STRIKES: Readonly<Record<string, Strike>> = {
  spot: {
    by: 'stop',
    stop: { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' },
  },
  termination: {
    by: 'stop',
    // The reason is from AWS's page on maintenance of tasks; that it comes with this code is not verified.
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-maintenance.html
    stop: {
      stopCode: 'TerminationNotice',
      stoppedReason:
        'ECS is performing maintenance on the underlying infrastructure hosting the task',
    },
  },
  host: {
    by: 'kill',
    // AWS documents the code and no reason for it: this one is made up.
    stop: { stopCode: 'InfrastructureHealth', stoppedReason: 'The host of the task has failed' },
    // Nothing is left that could say how the container ended.
    end: { exitCode: undefined },
  },
  oom: { by: 'kill', end: { exitCode: 137, reason: OUT_OF_MEMORY } },
  'runtime-killed': { by: 'killChildren' },
  user: {
    by: 'stop',
    stop: { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' },
  },
};
