// Whether a task that ECS names is that of an invocation: its family, function, request, and attempt match, and so does
// its event.
import { DescribeTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { type EventSource, formatS3Uri, isTaskOf, MAX_DESCRIBED_TASKS } from '@immortal/shared';
import { type Deps } from '../deps';
import { EventConflictError, UnknownTaskError } from '../errors';
import { type FailedInvocation } from '../read/failed-invocation';
import { contractOfTask } from '../read/task-contract';
import { isStored } from './event-offload';

export interface OwnTask {
  /** The invocation's own task; undefined if there is none among them. */
  readonly taskArn?: string;
  /** One of them belongs to this attempt but was given another event. */
  readonly conflict?: EventConflictError;
}

/**
 * @param taskArns of tasks that ECS listed or named
 * @throws {UnknownTaskError} if ECS does not describe a task that it named: it may for a later delivery
 * @throws whatever the SDK throws
 */
export async function ownTask(
  taskArns: readonly string[],
  invocation: FailedInvocation,
  deps: Deps,
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
  { ecs, environment: { cluster } }: Deps,
): Promise<Task[]> {
  if (taskArns.length === 0) return [];
  const asked = taskArns.slice(0, MAX_DESCRIBED_TASKS);
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: asked }));
  const unknown = asked.find((arn) => !tasks.some(({ taskArn }) => taskArn === arn));
  if (unknown !== undefined) throw new UnknownTaskError(unknown);
  return tasks;
}

/**
 * A task whose event is not known is accepted by its name alone, which is that of this attempt.
 *
 * @returns undefined if its event was rescued and deleted; the client token then tells ECS whether it was this one
 */
async function hasEvent(
  { overrides }: Task,
  { event }: FailedInvocation,
  deps: Deps,
): Promise<boolean | undefined> {
  const given = contractOfTask(overrides)?.event;
  return given === undefined || isSameEvent(given, event, deps);
}

async function isSameEvent(
  one: EventSource,
  other: EventSource,
  deps: Deps,
): Promise<boolean | undefined> {
  if ('text' in one) {
    return 'text' in other ? one.text === other.text : isStored(one.text, other, deps);
  }
  if ('text' in other) return isStored(other.text, one, deps);
  return formatS3Uri(one.s3) === formatS3Uri(other.s3);
}
