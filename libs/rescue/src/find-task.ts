// Finds the task that an invocation has already, so that no second one is started beside it.
import {
  DesiredStatus,
  type ECSClient,
  InvalidParameterException,
  type ListTasksCommandInput,
  paginateListTasks,
} from '@aws-sdk/client-ecs';
import { formatEarlierStartedBy, formatStartedBy, type RescueIdentity } from '@immortal/shared';
import { type FailedInvocation } from './failed-invocation';
import { ownTask, type OwnTaskDeps } from './own-task';

/**
 * The task of this attempt, or that of the attempt before if it still runs: somebody may have moved the event back too
 * early. ECS knows tasks that run, and for an hour those that have stopped.
 *
 * @returns its ARN
 * @throws {EventConflictError} if the task of this attempt was given another event
 * @throws whatever the SDK throws
 */
export async function findTask(
  invocation: FailedInvocation,
  deps: OwnTaskDeps,
): Promise<string | undefined> {
  const running = await tasksOf(invocation, listed, deps);
  const stopped = running.length > 0 ? [] : await tasksOf(invocation, listedStopped, deps);
  const found = await ownTask([...running, ...stopped], invocation, deps);
  if (found.taskArn !== undefined) return found.taskArn;
  if (found.conflict !== undefined) throw found.conflict;
  if (invocation.attempt === 1) return undefined;
  const before = { ...invocation, attempt: invocation.attempt - 1 };
  // One with another event is not the attempt before this one.
  return (await ownTask(await tasksOf(before, listed, deps), before, deps)).taskArn;
}

type List = (filter: ListTasksCommandInput, client: ECSClient) => Promise<string[]>;

/** Under both names that a task of this attempt can have: a version before has not named the function. */
async function tasksOf(
  identity: RescueIdentity,
  list: List,
  { ecs, environment: { cluster } }: OwnTaskDeps,
): Promise<string[]> {
  const found = await list({ cluster, startedBy: formatStartedBy(identity) }, ecs);
  if (found.length > 0) return found;
  return list({ cluster, startedBy: formatEarlierStartedBy(identity) }, ecs);
}

/** ECS lists the tasks that are meant to run, unless it is asked for others. */
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
    // AWS's page says that startedBy "must be the only filter". Should ECS ever mean that of desiredStatus, the client
    // tokens still find the task: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
    if (error instanceof InvalidParameterException) return [];
    throw error;
  }
}
