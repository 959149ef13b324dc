// Tells of every change of a task: on the timeline, and to who hears of task events.
import { taskOutcome } from '@immortal/shared';
import type { Timeline } from '../../timeline';
import { rescueOfTask } from '../../correlation';
import type { Task } from './task';

export interface TaskReportsOptions {
  readonly timeline: Timeline;
  /** Hears of every change that ECS tells of. */
  readonly onChange: (task: Task) => void;
}

export class TaskReports {
  constructor(private readonly options: TaskReportsOptions) {}

  /** A change of anything but its status. */
  changed(task: Task): void {
    task.version += 1;
    this.options.onChange(task);
  }

  /** A change of its status. */
  moved(task: Task): void {
    const { startedBy } = task.input;
    this.changed(task);
    this.options.timeline.add({
      type: 'task',
      ...rescueOfTask(task.input),
      taskArn: task.arn,
      status: task.status,
      ...(startedBy !== undefined && { startedBy }),
      ...(task.status === 'STOPPED' && {
        ...task.stop,
        outcome: taskOutcome({
          ...task.stop,
          exitCode: task.exitCode,
          containerReason: task.containerReason,
        }),
        ...(task.exitCode !== undefined && { exitCode: task.exitCode }),
        ...(task.startedAt !== undefined && { seconds: (Date.now() - task.startedAt) / 1000 }),
      }),
    });
  }
}
