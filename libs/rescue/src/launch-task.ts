// Starts the container of a failed invocation, and only one, however often its message is delivered.
import {
  ConflictException,
  type ECSClient,
  type Failure,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { clientToken, type RescuePolicy } from '@immortal/shared';
import { type Environment } from './environment';
import { NoTaskStartedError } from './errors';
import { type FailedInvocation } from './failed-invocation';
import { findTask } from './find-task';
import { handOver, type HandOverDeps, textToStore } from './hand-over';
import { ownTask } from './own-task';
import { type RunTaskInput, runTaskInput } from './run-task-input';

export interface LaunchDeps extends HandOverDeps {
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
 * one. That is why every delivery first asks for tasks by `startedBy`, except for the first one of what
 * Lambda has just given up and what needs no place in S3. Then only two deliveries at the same instant, or
 * two dead letters that Lambda has written for one request, could still start two, and only while capacity
 * comes and goes.
 *
 * A task that is found may have stopped already. Then what becomes of its event is decided by how it
 * stopped (recover.ts), and not here.
 *
 * @param delivery how often SQS has delivered the message, this time included: 1, 2, …
 * @returns the ARN of the task
 * @throws {EventConflictError} if the task of this attempt was given another event
 * @throws {NoTaskStartedError} if ECS had no capacity: another delivery may find some
 * @throws whatever the SDK throws: throttling, for example, which no generation is spent on
 */
export async function launchTask(
  invocation: FailedInvocation,
  policy: RescuePolicy,
  delivery: number,
  deps: LaunchDeps,
): Promise<string> {
  const stored = textToStore(invocation, policy);
  // ECS compares the requests of one token, and so tells events apart by itself, unless they lie in S3.
  const isFirst = invocation.isFresh && delivery === 1 && stored === undefined;
  const known = isFirst ? undefined : await findTask(invocation, deps);
  if (known !== undefined) return known;
  const passable = await handOver(invocation, policy, deps);
  const input = runTaskInput(passable, policy, deps.environment);
  const failures: Failure[] = [];
  for (let generation = 0; generation < delivery; generation += 1) {
    const token = clientToken(invocation, generation, stored);
    const outcome = await runTask(input, token, passable, deps);
    if (typeof outcome === 'string') return outcome;
    failures.push(outcome);
  }
  throw new NoTaskStartedError(invocation.requestId, failures);
}

/** @returns the ARN of the task that the token stands for, or why there is none */
async function runTask(
  input: RunTaskInput,
  token: string,
  invocation: FailedInvocation,
  deps: LaunchDeps,
): Promise<string | Failure> {
  try {
    const { tasks, failures } = await deps.ecs.send(
      new RunTaskCommand({ ...input, clientToken: token }),
    );
    return tasks?.[0]?.taskArn ?? failures?.[0] ?? { reason: 'neither a task nor a failure' };
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error;
    return startedBefore(error, invocation, deps);
  }
}

/**
 * The same token came with another request. As a rule the service was deployed between two deliveries, so that there is
 * another task definition. ECS then says which task it has started for the token, if any; it is looked at before it is
 * taken.
 */
async function startedBefore(
  { resourceIds = [], message }: ConflictException,
  invocation: FailedInvocation,
  deps: LaunchDeps,
): Promise<string | Failure> {
  const { taskArn, conflict } = await ownTask(resourceIds, invocation, deps);
  if (conflict !== undefined) throw conflict;
  return taskArn ?? { reason: 'the client token is in use', detail: message };
}
