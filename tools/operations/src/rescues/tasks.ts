// The rescues that ECS knows: tasks that are pending or running, or that stopped within about an hour.
import {
  ClusterNotFoundException,
  DescribeTasksCommand,
  type ECSClient,
  paginateListTasks,
  type Task,
} from '@aws-sdk/client-ecs';
import { readTaskIdentity, runnerContainerOf } from '@immortal/shared';
import { RefusalError } from '../errors';
import { taskIdIn } from '../stack';
import { type Rescue, type State } from './rescue';

/** The most tasks in one DescribeTasks. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const MAX_DESCRIBED = 100;

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
const STATES_OF_ECS: Readonly<Record<string, State>> = {
  PROVISIONING: 'PENDING',
  PENDING: 'PENDING',
  ACTIVATING: 'PENDING',
  RUNNING: 'RUNNING',
  DEACTIVATING: 'STOPPING',
  STOPPING: 'STOPPING',
  DEPROVISIONING: 'STOPPING',
};

/**
 * @throws {RefusalError} if there is no such cluster
 * @throws any other error of the SDK
 */
export async function rescuesOfTasks(
  cluster: string,
  ecs: ECSClient,
  now: Date,
  signal: AbortSignal,
): Promise<Rescue[]> {
  const arns = await listTasks(cluster, ecs, signal);
  const rescues: Rescue[] = [];
  for (let start = 0; start < arns.length; start += MAX_DESCRIBED) {
    const tasks = arns.slice(start, start + MAX_DESCRIBED);
    const answer = await ecs.send(new DescribeTasksCommand({ cluster, tasks }), {
      abortSignal: signal,
    });
    rescues.push(...(answer.tasks ?? []).flatMap((task) => rescueOfTask(task, now) ?? []));
  }
  return rescues;
}

async function listTasks(cluster: string, ecs: ECSClient, signal: AbortSignal): Promise<string[]> {
  const arns: string[] = [];
  try {
    for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
      const pages = paginateListTasks(
        { client: ecs },
        { cluster, desiredStatus },
        { abortSignal: signal },
      );
      for await (const { taskArns = [] } of pages) arns.push(...taskArns);
    }
  } catch (cause) {
    if (!(cause instanceof ClusterNotFoundException)) throw cause;
    throw new RefusalError(
      `There is no cluster ${cluster} in ${await ecs.config.region()}. Pass the right --stage, --service and --region.`,
      { cause },
    );
  }
  return [...new Set(arns)];
}

/** @returns undefined for a task that is not a rescue */
export function rescueOfTask(task: Task, now: Date): Rescue | undefined {
  const { taskArn = '', createdAt, startedAt, stoppedAt } = task;
  const identity = readTaskIdentity(task);
  if (identity === undefined) return undefined;
  const exitCode = runnerContainerOf(task)?.exitCode;
  const state = stateOf(task, exitCode);
  const until = stoppedAt ?? now;
  return {
    taskId: taskIdIn(taskArn),
    ...identity,
    state,
    startedAt: startedAt ?? createdAt ?? now,
    ...(startedAt !== undefined && { durationMs: until.getTime() - startedAt.getTime() }),
    ...(exitCode !== undefined && { exitCode }),
    ...(state === 'failed' && { end: endOf(task) }),
  };
}

function stateOf({ lastStatus = '' }: Task, exitCode: number | undefined): State {
  const state = STATES_OF_ECS[lastStatus];
  if (state !== undefined) return state;
  return exitCode === 0 ? 'succeeded' : 'failed';
}

function endOf(task: Task): string {
  const facts = [task.stopCode, task.stoppedReason, runnerContainerOf(task)?.reason];
  return facts.filter((fact) => fact !== undefined && fact !== '').join(': ');
}
