// The tasks of the local cloud: started by RunTask, found again, stopped.
import { randomUUID } from 'node:crypto';
import { ApiError } from '../errors';
import { ClientTokens } from './client-tokens';
import { checkRunTask, type RunTaskInput } from './run-task-input';
import { type Launch, noCapacity } from './launch';
import { Task } from './task';
import type { Cluster, Clusters, TaskDefinition, TaskDefinitions } from './task-definitions';
import { TaskLives, type TaskLivesOptions } from './task-lives';

export interface EcsOptions extends TaskLivesOptions {
  readonly clusters: Clusters;
  readonly definitions: TaskDefinitions;
}

const isFailures = (kind: string) => kind === 'failures';

/** Seconds that tasks get to end when the whole local cloud is stopped. */
const FAREWELL_SECONDS = 2;

export class Ecs {
  private readonly tasks = new Map<string, Task>();
  private readonly tokens = new ClientTokens();
  private readonly lives: TaskLives;

  constructor(private readonly options: EcsOptions) {
    this.lives = new TaskLives(options);
  }

  /** @throws {ApiError} ClusterNotFoundException, ClientException, InvalidParameterException, ConflictException */
  runTask(input: RunTaskInput): Launch {
    const cluster = this.options.clusters.get(input.cluster);
    const definition = this.options.definitions.get(input.taskDefinition ?? '');
    checkRunTask(input, definition);
    return this.tokens.once(cluster.arn, input, () => {
      const struck = `the start of ${definition.family}`;
      const fails = this.options.faults.strike('ecs.RunTask', { struck }, isFailures);
      if (fails !== undefined) return { tasks: [], failures: [noCapacity(cluster)] };
      const tasks = Array.from({ length: input.count ?? 1 }, () =>
        this.launch(cluster, definition, input),
      );
      return { tasks, failures: [] };
    });
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
    const stop = { stopCode: 'UserInitiated', stoppedReason: reason };
    this.lives.stop(task, stop, task.definition.container.stopTimeoutSeconds);
    return task;
  }

  /** Ends all tasks. */
  async stop(): Promise<void> {
    const stop = { stopCode: 'UserInitiated', stoppedReason: 'The local cloud was stopped' };
    for (const task of this.tasks.values()) this.lives.stop(task, stop, FAREWELL_SECONDS);
    await this.lives.ended();
  }

  private launch(cluster: Cluster, definition: TaskDefinition, input: RunTaskInput): Task {
    const id = randomUUID().replaceAll('-', '');
    const arn = `${cluster.arn.replace(':cluster/', ':task/')}/${id}`;
    const task = new Task(arn, cluster.arn, definition, input);
    this.tasks.set(task.id, task);
    this.lives.begin(task);
    return task;
  }
}
