// Starts the container of a failed invocation, and only one, however often its message is delivered.
import {
  ConflictException,
  DesiredStatus,
  type ECSClient,
  type Failure,
  paginateListTasks,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { clientToken } from './client-token';
import { type Environment } from './environment';
import { NoTaskStartedError } from './errors';
import { type FailedInvocation } from './failed-invocation';
import { type RunTaskInput, runTaskInput } from './run-task-input';

export interface LaunchDeps {
  readonly ecs: ECSClient;
  readonly environment: Environment;
}

/**
 * The task that runs the invocation: a new one, or the one that an earlier delivery has started.
 *
 * ECS starts one task for one client token, but it may also remember under a token that there was no
 * capacity, and then answer with that failure for as long as it knows the token. So a later delivery
 * uses further tokens, its generations, and walks through the earlier ones first: a task that was
 * started under one of them is found again there. A remembered failure costs one cheap call.
 *
 * Should ECS not remember failures, an earlier token would start a second task beside that of a later
 * one. That is why a later delivery first asks for tasks by `startedBy`. Only two deliveries of one
 * message at the same instant, while capacity comes and goes, could then still start two.
 *
 * @param delivery how often SQS has delivered the message, this time included: 1, 2, …
 * @returns the ARN of the task
 * @throws {NoTaskStartedError} if ECS had no capacity: another delivery may find some
 * @throws {OverridesTooLargeError} if the event is too large to be passed to a container
 * @throws whatever the SDK throws: throttling, for example, which no generation is spent on
 */
export async function launchTask(
  invocation: FailedInvocation,
  delivery: number,
  { ecs, environment }: LaunchDeps,
): Promise<string> {
  const { requestId, attempt } = invocation;
  const input = runTaskInput(invocation, environment);
  const known = delivery > 1 ? await findTask(input, ecs) : undefined;
  if (known !== undefined) return known;
  const failures: Failure[] = [];
  for (let generation = 0; generation < delivery; generation += 1) {
    const outcome = await runTask(input, clientToken(requestId, attempt, generation), ecs);
    if (typeof outcome === 'string') return outcome;
    failures.push(outcome);
  }
  throw new NoTaskStartedError(requestId, failures);
}

/** A task of this attempt that runs, or has stopped within the last hour. */
async function findTask({ cluster, startedBy }: RunTaskInput, client: ECSClient) {
  for (const desiredStatus of [DesiredStatus.RUNNING, DesiredStatus.STOPPED]) {
    const pages = paginateListTasks({ client }, { cluster, startedBy, desiredStatus });
    for await (const { taskArns: [taskArn] = [] } of pages) {
      if (taskArn !== undefined) return taskArn;
    }
  }
  return undefined;
}

/** @returns the ARN of the task that the token stands for, or why there is none */
async function runTask(
  input: RunTaskInput,
  token: string,
  ecs: ECSClient,
): Promise<string | Failure> {
  try {
    const { tasks, failures } = await ecs.send(
      new RunTaskCommand({ ...input, clientToken: token }),
    );
    return tasks?.[0]?.taskArn ?? failures?.[0] ?? { reason: 'neither a task nor a failure' };
  } catch (error) {
    // The service was deployed between two deliveries, so the same token now comes with another
    // task definition. ECS then says which task it has started for it, if any.
    if (!(error instanceof ConflictException)) throw error;
    return (
      error.resourceIds?.[0] ?? { reason: 'the client token is in use', detail: error.message }
    );
  }
}
