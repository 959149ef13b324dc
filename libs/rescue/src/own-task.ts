// Whether a task that ECS names is the one of an invocation: it has to be of its function, request and attempt, and to
// have been given its event.
import { DescribeTasksCommand, type ECSClient, type Task } from '@aws-sdk/client-ecs';
import { type EventSource, formatS3Uri, isTaskOf } from '@immortal/shared';
import { EventConflictError, UnknownTaskError } from './errors';
import { type FailedInvocation } from './failed-invocation';
import { type HandOverDeps, isStored } from './hand-over';
import { contractOfTask } from './task-contract';

export interface OwnTaskDeps extends HandOverDeps {
  readonly ecs: ECSClient;
  readonly environment: HandOverDeps['environment'] & { readonly cluster: string };
}

export interface OwnTask {
  /** The invocation's own task; undefined if none of them is. */
  readonly taskArn?: string;
  /** One of them is of this attempt, but was given another event. */
  readonly conflict?: EventConflictError;
}

/** Tasks that one DescribeTasks takes. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const MAX_DESCRIBED = 100;

/**
 * @param taskArns of tasks that ECS has listed or named
 * @throws {UnknownTaskError} if ECS does not describe what it has named: a later delivery may learn more
 * @throws whatever the SDK throws
 */
export async function ownTask(
  taskArns: readonly string[],
  invocation: FailedInvocation,
  deps: OwnTaskDeps,
): Promise<OwnTask> {
  const own = (await describe(taskArns, deps)).filter((task) => isTaskOf(task, invocation));
  let conflict: EventConflictError | undefined;
  for (const task of own) {
    const isOwn = await hasEvent(task, invocation, deps);
    if (isOwn) return { taskArn: task.taskArn ?? '' };
    if (isOwn === false) conflict ??= conflictOf(invocation, task);
  }
  return conflict === undefined ? {} : { conflict };
}

function conflictOf(invocation: FailedInvocation, { taskArn = '' }: Task): EventConflictError {
  return new EventConflictError(invocation.requestId, taskArn);
}

async function describe(
  taskArns: readonly string[],
  { ecs, environment: { cluster } }: OwnTaskDeps,
): Promise<Task[]> {
  if (taskArns.length === 0) return [];
  const asked = taskArns.slice(0, MAX_DESCRIBED);
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: asked }));
  const unknown = asked.find((arn) => !tasks.some(({ taskArn }) => taskArn === arn));
  if (unknown !== undefined) throw new UnknownTaskError(unknown);
  return tasks;
}

/**
 * What does not say its event is taken at its word: it has the name of this attempt.
 *
 * @returns undefined if its event was rescued and is gone; whether it was this one, the client token tells ECS
 */
async function hasEvent(
  { overrides }: Task,
  { event }: FailedInvocation,
  deps: OwnTaskDeps,
): Promise<boolean | undefined> {
  const given = contractOfTask(overrides)?.event;
  return given === undefined || isSameEvent(given, event, deps);
}

async function isSameEvent(
  one: EventSource,
  other: EventSource,
  deps: OwnTaskDeps,
): Promise<boolean | undefined> {
  if ('text' in one) {
    return 'text' in other ? one.text === other.text : isStored(one.text, other, deps);
  }
  if ('text' in other) return isStored(other.text, one, deps);
  return formatS3Uri(one.s3) === formatS3Uri(other.s3);
}
