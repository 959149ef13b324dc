// The tasks of the local cloud: started by RunTask, found again, stopped.
import { randomUUID } from 'node:crypto';
import { ApiError } from '../../kernel/errors';
import { providersOf, strategyOf } from './capacity-providers';
import { ClientTokens } from './client-tokens';
import { type Cluster, type Clusters, describeCluster } from './clusters';
import type { FileSystems } from '../efs/file-systems';
import type { EcsSettings } from './ecs-settings';
import { TaskStore } from './task-store';
import { type RunTaskResult, noCapacity, quotaReached } from './run-task-result';
import { listTasks, type ListTasksInput, type TaskPage } from './list-tasks';
import { checkRunTask, type RunTaskInput } from './run-task-input';
import { Task } from './task';
import type { TaskDefinition, TaskDefinitions } from './task-definitions';
import { TaskLifecycle, type TaskLifecycleOptions } from './task-lifecycle';
import { TokenBucket } from '../../kernel/token-bucket';

/** What ECS needs from a stack, and what it reports to it. */
export interface EcsOfStack extends Pick<TaskLifecycleOptions, 'whyNotStarted' | 'onChange'> {
  readonly clusters: Clusters;
  readonly definitions: TaskDefinitions;
  readonly fileSystems: FileSystems;
}

export interface EcsOptions extends Omit<TaskLifecycleOptions, keyof EcsOfStack> {
  readonly settings: EcsSettings;
}

const isFailures = (kind: string) => kind === 'failures';

/** Seconds that tasks have to end when the local cloud is stopped. */
const FAREWELL_SECONDS = 2;

export class Ecs {
  private readonly tasks = new TaskStore();
  private readonly tokens: ClientTokens;
  private readonly throttle: TokenBucket | undefined;
  private readonly lifecycle: TaskLifecycle;

  constructor(
    private readonly options: EcsOptions,
    private stack: EcsOfStack,
  ) {
    const { tokenFailures, runTaskRate } = options.settings;
    this.tokens = new ClientTokens(tokenFailures === 'remembered');
    this.throttle = runTaskRate && new TokenBucket(runTaskRate, () => performance.now());
    this.lifecycle = new TaskLifecycle({
      ...options,
      whyNotStarted: (task) => this.stack.whyNotStarted(task),
      onChange: (task) => {
        this.stack.onChange(task);
      },
    });
  }

  /** From now on, tasks are started as this stack has it; those that run already go on. */
  follow(stack: EcsOfStack): void {
    this.stack = stack;
  }

  /** @throws {ApiError} ThrottlingException, ClusterNotFoundException, ClientException, InvalidParameterException, ConflictException */
  runTask(input: RunTaskInput): RunTaskResult {
    if (this.throttle?.take() === false) throw new ApiError('ThrottlingException', 'Rate exceeded');
    const cluster = this.stack.clusters.get(input.cluster);
    const definition = this.stack.definitions.get(input.taskDefinition ?? '');
    checkRunTask(input, definition);
    const strategy = strategyOf(input, cluster);
    return this.tokens.once(cluster.arn, input, () => {
      const struck = `the start of ${definition.family}`;
      const fails = this.options.faults.strike('ecs.RunTask', { struck }, isFailures);
      if (fails !== undefined) return { tasks: [], failures: [noCapacity(cluster)] };
      const { count = 1 } = input;
      const { cpu = definition.cpu } = input.overrides ?? {};
      if (!this.hasQuota(count * Number(cpu))) {
        return { tasks: [], failures: [quotaReached(cluster)] };
      }
      const providers = providersOf(strategy, count);
      const tasks = providers.map((provider) => this.launch(cluster, definition, input, provider));
      return { tasks, failures: [] };
    });
  }

  /** In the order in which they were launched; of those that have stopped, the latest. */
  get all(): readonly Task[] {
    return this.tasks.all;
  }

  get clusters(): readonly Cluster[] {
    return this.stack.clusters.all;
  }

  get definitions(): readonly TaskDefinition[] {
    return this.stack.definitions.all;
  }

  /** @throws {ApiError} ClientException */
  definition(name: string): TaskDefinition {
    return this.stack.definitions.get(name);
  }

  /** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html */
  describeClusters(names: readonly string[] = ['default']): object {
    const found = names.map((name) => ({ name, cluster: this.stack.clusters.find(name) }));
    return {
      clusters: found.flatMap(({ cluster }) =>
        cluster ? [describeCluster(cluster, this.tasks.all)] : [],
      ),
      failures: found.flatMap(({ name, cluster }) =>
        cluster ? [] : [{ arn: name, reason: 'MISSING' }],
      ),
    };
  }

  byId(id: string): Task | undefined {
    return this.tasks.get(id);
  }

  /** @param idOrArn of a task of this cluster */
  find(idOrArn: string, cluster?: string): Task | undefined {
    const { arn } = this.stack.clusters.get(cluster);
    const task = this.tasks.get(idOrArn.replace(/^.*\//, ''));
    return task?.clusterArn === arn ? task : undefined;
  }

  /** @throws {ApiError} ClusterNotFoundException, InvalidParameterException */
  listTasks(input: ListTasksInput): TaskPage {
    const { arn } = this.stack.clusters.get(input.cluster);
    const ofCluster = this.tasks.all.filter((task) => task.clusterArn === arn);
    return listTasks(ofCluster, input, this.options.settings.startedByAlone);
  }

  /** @throws {ApiError} InvalidParameterException if there is no such task */
  stopTask(idOrArn: string, cluster?: string, reason = 'Task stopped by user'): Task {
    const task = this.find(idOrArn, cluster);
    if (!task) {
      throw new ApiError('InvalidParameterException', 'The referenced task was not found.');
    }
    const stop = { stopCode: 'UserInitiated', stoppedReason: reason };
    this.lifecycle.stop(task, stop, task.definition.container.stopTimeoutSeconds);
    return task;
  }

  /** Whether a cluster has tasks that have not stopped. */
  isBusy(clusterArn: string): boolean {
    return this.tasks.all.some(
      (task) => task.clusterArn === clusterArn && task.status !== 'STOPPED',
    );
  }

  /** Ends all tasks. */
  async stop(): Promise<void> {
    const stop = { stopCode: 'UserInitiated', stoppedReason: 'The local cloud was stopped' };
    for (const task of this.tasks.all) this.lifecycle.stop(task, stop, FAREWELL_SECONDS);
    await this.lifecycle.ended();
  }

  /** @param cpuUnits of the tasks to be started; 1024 are one vCPU */
  private hasQuota(cpuUnits: number): boolean {
    const { vcpus = Infinity } = this.options.settings;
    const started = this.tasks.all.filter(({ status }) => status !== 'STOPPED');
    const used = started.reduce((sum, { cpu }) => sum + Number(cpu), 0);
    return used + cpuUnits <= vcpus * 1024;
  }

  private launch(
    cluster: Cluster,
    definition: TaskDefinition,
    input: RunTaskInput,
    capacityProvider: string | undefined,
  ): Task {
    const id = randomUUID().replaceAll('-', '');
    const arn = `${cluster.arn.replace(':cluster/', ':task/')}/${id}`;
    const { fileSystems } = this.stack;
    const task = new Task(arn, cluster.arn, definition, input, { fileSystems, capacityProvider });
    this.tasks.add(task);
    this.lifecycle.begin(task);
    return task;
  }
}
