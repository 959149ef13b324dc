// Finds the task that an invocation has already, so that no second one is started beside it.
import {
  DesiredStatus,
  type ECSClient,
  InvalidParameterException,
  type ListTasksCommandInput,
  paginateListTasks,
} from '@aws-sdk/client-ecs';
import { type Environment } from './environment';
import { type FailedInvocation } from './failed-invocation';
import { startedBy } from './run-task-input';

export interface FindDeps {
  readonly ecs: ECSClient;
  readonly environment: Pick<Environment, 'cluster'>;
}

/**
 * The task of this attempt, or that of the attempt before if it still runs: somebody may have moved the event back too
 * early. ECS knows tasks that run, and for an hour those that have stopped.
 *
 * @returns its ARN
 * @throws whatever the SDK throws
 */
export async function findTask(
  { requestId, attempt }: Pick<FailedInvocation, 'requestId' | 'attempt'>,
  { ecs, environment: { cluster } }: FindDeps,
): Promise<string | undefined> {
  const own = { cluster, startedBy: startedBy(requestId, attempt) };
  const found = (await firstTask(own, ecs)) ?? (await firstStoppedTask(own, ecs));
  if (found !== undefined || attempt === 1) return found;
  return firstTask({ cluster, startedBy: startedBy(requestId, attempt - 1) }, ecs);
}

/** ECS lists the tasks that are meant to run, unless it is asked for others. */
async function firstTask(
  filter: ListTasksCommandInput,
  client: ECSClient,
): Promise<string | undefined> {
  for await (const { taskArns: [taskArn] = [] } of paginateListTasks({ client }, filter)) {
    if (taskArn !== undefined) return taskArn;
  }
  return undefined;
}

async function firstStoppedTask(
  filter: ListTasksCommandInput,
  client: ECSClient,
): Promise<string | undefined> {
  try {
    return await firstTask({ ...filter, desiredStatus: DesiredStatus.STOPPED }, client);
  } catch (error) {
    // AWS's page says that startedBy "must be the only filter". Should ECS ever mean that of desiredStatus, the client
    // tokens still find the task: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
    if (error instanceof InvalidParameterException) return undefined;
    throw error;
  }
}
