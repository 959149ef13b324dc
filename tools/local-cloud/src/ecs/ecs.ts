// The tasks of the local cloud: started, watched, stopped.
import { randomUUID } from 'node:crypto';
import { ApiError } from '../errors';
import { Semaphore } from '../semaphore';
import type { Timeline } from '../timeline';
import { ClientTokens } from './client-tokens';
import { checkRunTask, type RunTaskInput } from './run-task-input';
import { type Stop, Task } from './task';
import type { Clusters, TaskDefinitions } from './task-definitions';
import { TaskProcess, type TaskProcessOptions } from './task-process';

export interface EcsOptions {
  readonly clusters: Clusters;
  readonly definitions: TaskDefinitions;
  readonly timeline: Timeline;
  readonly processes: TaskProcessOptions;
  /** How many tasks may run at once; further ones stay in PROVISIONING. */
  readonly cap: number;
}

const EXITED: Stop = {
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
};
/** Seconds that tasks get to end when the whole local cloud is stopped. */
const FAREWELL_SECONDS = 2;

export class Ecs {
  private readonly tasks = new Map<string, Task>();
  private readonly running = new Map<Task, TaskProcess>();
  private readonly tokens = new ClientTokens();
  private readonly permits: Semaphore;
  private readonly work = new Set<Promise<void>>();

  constructor(private readonly options: EcsOptions) {
    this.permits = new Semaphore(options.cap);
  }

  runTask(input: RunTaskInput): Task[] {
    const cluster = this.options.clusters.get(input.cluster);
    const definition = this.options.definitions.get(input.taskDefinition ?? '');
    checkRunTask(input, definition);
    return this.tokens.once(cluster.arn, input, () =>
      Array.from({ length: input.count ?? 1 }, () => {
        const arn = `${cluster.arn.replace(':cluster/', ':task/')}/${randomUUID().replaceAll('-', '')}`;
        const task = new Task(arn, cluster.arn, definition, input);
        this.tasks.set(task.id, task);
        this.launch(task);
        return task;
      }),
    );
  }

  byId(id: string): Task | undefined {
    return this.tasks.get(id);
  }

  /** @param idOrArn of a task of this cluster */
  find(idOrArn: string, cluster?: string): Task | undefined {
    const { arn } = this.options.clusters.get(cluster);
    const task = this.tasks.get(idOrArn.replace(/^.*\//, ''));
    return task?.clusterArn === arn ? task : undefined;
  }

  list(cluster?: string): Task[] {
    const { arn } = this.options.clusters.get(cluster);
    return [...this.tasks.values()].filter((task) => task.clusterArn === arn);
  }

  /** @throws {ApiError} InvalidParameterException if there is no such task */
  stopTask(idOrArn: string, cluster?: string, reason = 'Task stopped by user'): Task {
    const task = this.find(idOrArn, cluster);
    if (!task) {
      throw new ApiError('InvalidParameterException', 'The referenced task was not found.');
    }
    if (task.status !== 'STOPPED') {
      task.stop ??= { stopCode: 'UserInitiated', stoppedReason: reason };
      const stopTimeout = task.definition.containers[0]?.stopTimeoutSeconds ?? 0;
      void this.running.get(task)?.stop(stopTimeout);
    }
    return task;
  }

  async stop(): Promise<void> {
    for (const task of this.tasks.values()) {
      task.stop ??= { stopCode: 'UserInitiated', stoppedReason: 'The local cloud was stopped' };
    }
    await Promise.all([...this.running.values()].map((process) => process.stop(FAREWELL_SECONDS)));
    await Promise.all(this.work);
  }

  private launch(task: Task): void {
    this.report(task);
    const work = this.permits
      .run(() => this.drive(task))
      .finally(() => this.work.delete(work));
    this.work.add(work);
  }

  private async drive(task: Task): Promise<void> {
    if (task.stop) {
      this.end(task, task.stop);
      return;
    }
    task.status = 'PENDING';
    this.report(task);
    try {
      await this.runProcess(task);
      this.end(task, task.stop ?? EXITED);
    } catch (error) {
      const stoppedReason = `CannotStartContainerError: ${String(error)}`;
      this.end(task, { stopCode: 'TaskFailedToStart', stoppedReason });
    }
  }

  private async runProcess(task: Task): Promise<void> {
    const process = await TaskProcess.start(task, this.options.processes, (line) => {
      this.options.timeline.add({ type: 'log', ...requestIdOf(task), source: 'task', name: task.id, line });
    });
    this.running.set(task, process);
    task.status = 'RUNNING';
    task.startedAt = Date.now();
    this.report(task);
    task.exitCode = await process.ended();
    this.running.delete(task);
  }

  private end(task: Task, stop: Stop): void {
    task.stop = stop;
    task.status = 'STOPPED';
    task.stoppedAt = Date.now();
    this.report(task);
  }

  private report(task: Task): void {
    const { startedBy } = task.input;
    this.options.timeline.add({
      type: 'task',
      ...requestIdOf(task),
      taskArn: task.arn,
      status: task.status,
      ...(startedBy !== undefined && { startedBy }),
      ...(task.status === 'STOPPED' && {
        ...task.stop,
        ...(task.exitCode !== undefined && { exitCode: task.exitCode }),
        ...(task.startedAt !== undefined && { seconds: (Date.now() - task.startedAt) / 1000 }),
      }),
    });
  }
}

/** Rescues are started by `<request id>/<attempt>`. */
function requestIdOf({ input }: Task): { requestId?: string } {
  const requestId = input.startedBy?.split('/')[0];
  return requestId === undefined ? {} : { requestId };
}
