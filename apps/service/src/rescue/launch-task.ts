// Starts the container of a failed invocation, and only one, however often its message is delivered.
import {
  ConflictException,
  DesiredStatus,
  type ECSClient,
  type Failure,
  InvalidParameterException,
  paginateListTasks,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { type RescuePolicy } from '@immortal/shared';
import { clientToken } from './client-token';
import { type Environment } from './environment';
import { NoTaskStartedError } from './errors';
import { type FailedInvocation } from './failed-invocation';
import { type RunTaskInput, runTaskInput, startedBy } from './run-task-input';

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
 * A task that is found may have stopped already. Then what becomes of its event is decided by how it
 * stopped (recover.ts), and not here.
 *
 * @param invocation whose event ECS can pass on: see hand-over.ts
 * @param delivery how often SQS has delivered the message, this time included: 1, 2, …
 * @returns the ARN of the task
 * @throws {NoTaskStartedError} if ECS had no capacity: another delivery may find some
 * @throws whatever the SDK throws: throttling, for example, which no generation is spent on
 */
export async function launchTask(
  invocation: FailedInvocation,
  policy: RescuePolicy,
  delivery: number,
  { ecs, environment }: LaunchDeps,
): Promise<string> {
  const { requestId, attempt } = invocation;
  const input = runTaskInput(invocation, policy, environment);
  const known = await findTask(invocation, delivery, input, ecs);
  if (known !== undefined) return known;
  const failures: Failure[] = [];
  for (let generation = 0; generation < delivery; generation += 1) {
    const outcome = await runTask(input, clientToken(requestId, attempt, generation), ecs);
    if (typeof outcome === 'string') return outcome;
    failures.push(outcome);
  }
  throw new NoTaskStartedError(requestId, failures);
}

/**
 * A task of this attempt, or one of the attempt before that still runs: somebody may have moved the event back too early.
 * Nothing is asked for the first delivery of what Lambda has just given up.
 */
async function findTask(
  { requestId, attempt }: FailedInvocation,
  delivery: number,
  { cluster }: RunTaskInput,
  ecs: ECSClient,
): Promise<string | undefined> {
  if (delivery === 1 && attempt === 1) return undefined;
  const { RUNNING, STOPPED } = DesiredStatus;
  const own = { cluster, startedBy: startedBy(requestId, attempt) };
  return (
    (await firstTask({ ...own, desiredStatus: RUNNING }, ecs)) ??
    (await firstTask({ ...own, desiredStatus: STOPPED }, ecs)) ??
    (attempt > 1
      ? firstTask(
          { cluster, startedBy: startedBy(requestId, attempt - 1), desiredStatus: RUNNING },
          ecs,
        )
      : undefined)
  );
}

/** ECS lists tasks that run, and those that have stopped within the last hour. */
async function firstTask(
  filter: { cluster: string; startedBy: string; desiredStatus: DesiredStatus },
  client: ECSClient,
): Promise<string | undefined> {
  try {
    for await (const { taskArns: [taskArn] = [] } of paginateListTasks({ client }, filter)) {
      if (taskArn !== undefined) return taskArn;
    }
  } catch (error) {
    // AWS's page says that startedBy "must be the only filter". Should ECS ever mean that of desiredStatus,
    // the tokens still find the task.
    if (!(error instanceof InvalidParameterException)) throw error;
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
