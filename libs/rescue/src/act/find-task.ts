// Finds the task that already runs an invocation, so that no second one is started.
import {
  DesiredStatus,
  type ECSClient,
  InvalidParameterException,
  type ListTasksCommandInput,
  paginateListTasks,
} from '@aws-sdk/client-ecs';
import { formatEarlierStartedBy, formatStartedBy, type RescueIdentity } from '@immortal/shared';
import { type Deps } from '../deps';
import { type FailedInvocation } from '../read/failed-invocation';
import { ownTask } from './own-task';

/**
 * The task of this attempt, or that of the previous attempt if it still runs: a person may have moved the event back
 * too early. ECS knows running tasks, and stopped ones for an hour.
 *
 * @returns its ARN
 * @throws {EventConflictError} if the task of this attempt was given another event
 * @throws whatever the SDK throws
 */
export async function findTask(
  invocation: FailedInvocation,
  deps: Deps,
): Promise<string | undefined> {
  const running = await tasksOf(invocation, listed, deps);
  const stopped = running.length > 0 ? [] : await tasksOf(invocation, listedStopped, deps);
  const found = await ownTask([...running, ...stopped], invocation, deps);
  if (found.taskArn !== undefined) return found.taskArn;
  if (found.conflict !== undefined) throw found.conflict;
  if (invocation.attempt === 1) return undefined;
  const before = { ...invocation, attempt: invocation.attempt - 1 };
  // A task with another event is not the previous attempt.
  return (await ownTask(await tasksOf(before, listed, deps), before, deps)).taskArn;
}

type List = (filter: ListTasksCommandInput, client: ECSClient) => Promise<string[]>;

/** Under both names that a task of this attempt can have: an earlier version of the kit did not name the function. */
async function tasksOf(
  identity: RescueIdentity,
  list: List,
  { ecs, environment: { cluster } }: Deps,
): Promise<string[]> {
  const found = await list({ cluster, startedBy: formatStartedBy(identity) }, ecs);
  if (found.length > 0) return found;
  return list({ cluster, startedBy: formatEarlierStartedBy(identity) }, ecs);
}

/** Without a desired status, ECS lists the tasks that should run. */
async function listed(filter: ListTasksCommandInput, client: ECSClient): Promise<string[]> {
  const found: string[] = [];
  for await (const { taskArns = [] } of paginateListTasks({ client }, filter)) {
    found.push(...taskArns);
  }
  return found;
}

async function listedStopped(filter: ListTasksCommandInput, client: ECSClient): Promise<string[]> {
  try {
    return await listed({ ...filter, desiredStatus: DesiredStatus.STOPPED }, client);
  } catch (error) {
    // AWS's page says that startedBy "must be the only filter". If ECS refuses desiredStatus beside it, the client tokens
    // still find the task: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
    if (error instanceof InvalidParameterException) return [];
    throw error;
  }
}
