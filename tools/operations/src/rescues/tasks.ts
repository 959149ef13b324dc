// The tasks that ECS knows in a cluster: those that are pending or running, or that stopped within about an hour.
import {
  ClusterNotFoundException,
  DescribeTasksCommand,
  type ECSClient,
  paginateListTasks,
  type Task,
} from '@aws-sdk/client-ecs';
import { MAX_DESCRIBED_TASKS } from '@immortal/shared';
import { RefusalError } from '../errors';

/**
 * @throws {RefusalError} if there is no such cluster
 * @throws any other error of the SDK
 */
export async function tasksOf(
  cluster: string,
  ecs: ECSClient,
  abortSignal: AbortSignal,
): Promise<Task[]> {
  const arns = await listTasks(cluster, ecs, abortSignal);
  const described: Task[] = [];
  for (let start = 0; start < arns.length; start += MAX_DESCRIBED_TASKS) {
    const tasks = arns.slice(start, start + MAX_DESCRIBED_TASKS);
    const command = new DescribeTasksCommand({ cluster, tasks });
    described.push(...((await ecs.send(command, { abortSignal })).tasks ?? []));
  }
  return described;
}

async function listTasks(
  cluster: string,
  ecs: ECSClient,
  abortSignal: AbortSignal,
): Promise<string[]> {
  const arns: string[] = [];
  try {
    for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
      const input = { cluster, desiredStatus };
      const pages = paginateListTasks({ client: ecs }, input, { abortSignal });
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
