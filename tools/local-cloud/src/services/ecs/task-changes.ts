// Reports every change of a task: on the timeline, and as an event of ECS.
import { type ContainerFacts, nameOf, type Timeline } from '../../timeline';
import type { Correlation } from '../../kernel/correlation';
import type { Task } from './task';
import { networkOf } from './task-network';

export interface TaskChangesOptions {
  readonly timeline: Timeline;
  readonly correlation: Correlation;
  /** Called with every change that ECS reports. */
  readonly onChange: (task: Task) => void;
}

export class TaskChanges {
  constructor(private readonly options: TaskChangesOptions) {}

  /** A change of anything but its status. */
  changed(task: Task): void {
    task.version += 1;
    this.options.onChange(task);
  }

  /** A change of its status. */
  moved(task: Task): void {
    const { startedBy } = task.input;
    const { timeline, correlation } = this.options;
    this.changed(task);
    const outcome = correlation.outcomeOf({
      ...task.stop,
      exitCode: task.exitCode,
      containerReason: task.containerReason,
    });
    timeline.add({
      type: 'task',
      ...correlation.ofTask(task.input),
      taskArn: task.arn,
      status: task.status,
      ...(startedBy !== undefined && { startedBy }),
      ...(task.status === 'PROVISIONING' && { container: containerOf(task) }),
      ...(task.status === 'STOPPED' && {
        ...task.stop,
        ...(outcome !== undefined && { outcome }),
        ...(task.exitCode !== undefined && { exitCode: task.exitCode }),
        ...(task.startedAt !== undefined && { seconds: (Date.now() - task.startedAt) / 1000 }),
      }),
    });
  }
}

function containerOf({ definition, roleArn, cpu, memory, diskGib, input }: Task): ContainerFacts {
  const { subnets = [], securityGroups = [], hasPublicAddress = false } = networkOf(input) ?? {};
  return {
    family: definition.family,
    image: definition.container.image,
    ...(roleArn !== undefined && { role: nameOf(roleArn) }),
    cpu,
    memory,
    diskGib,
    subnets,
    securityGroups,
    hasPublicAddress,
  };
}
