// Starts the container of a failed invocation, and only one, however often its message is delivered.
import { ConflictException, type Failure, RunTaskCommand } from '@aws-sdk/client-ecs';
import { clientToken, type RescuePolicy } from '@immortal/shared';
import { type Deps } from '../deps';
import { NoTaskStartedError } from '../errors';
import { type FailedInvocation } from '../read/failed-invocation';
import { offloadEvent, textToOffload } from './event-offload';
import { findTask } from './find-task';
import { ownTask } from './own-task';
import { type RunTaskInput, runTaskInput } from './run-task-input';
import { networkOf } from './task-network';

/**
 * The task that runs the invocation: a new one, or the one that an earlier delivery started.
 *
 * ECS starts one task for each client token. It may also remember under a token that there was no capacity, and then
 * return that failure for as long as it knows the token. So a later delivery uses more tokens, its generations, and
 * walks through the earlier ones first: that finds a task that was started under one of them. A remembered failure
 * costs one cheap call.
 *
 * If ECS does not remember failures, an earlier token would start a second task beside that of a later one. That is why
 * each delivery first lists tasks by `startedBy`, except for the first delivery of a new dead letter whose event is not
 * stored in S3. Then only two simultaneous deliveries, or two dead letters of one request, can still start two tasks,
 * and only while capacity comes and goes.
 *
 * The task that is found may have stopped already. Its event of ECS then decides what follows, not this function.
 *
 * @param delivery how often SQS delivered the message, including this time: 1, 2, …
 * @returns the ARN of the task
 * @throws {EventConflictError} if the task of this attempt was given another event
 * @throws {NoTaskStartedError} if ECS has no capacity: a later delivery may succeed
 * @throws {UnknownNetworkError} if the network of its function is unknown: a later delivery may find it
 * @throws {NetworkError} if that network is malformed
 * @throws whatever the SDK throws, such as throttling, which uses up no generation
 */
export async function launchTask(
  invocation: FailedInvocation,
  policy: RescuePolicy,
  delivery: number,
  deps: Deps,
): Promise<string> {
  const stored = textToOffload(invocation, policy);
  // ECS compares the requests of one token, so it distinguishes two events by itself, unless they are stored in S3.
  const isFirst = invocation.isFresh && delivery === 1 && stored === undefined;
  const known = isFirst ? undefined : await findTask(invocation, deps);
  if (known !== undefined) return known;
  const { cluster } = deps.environment;
  const network = networkOf(invocation.functionName, deps.environment);
  const launchable = await offloadEvent(invocation, policy, deps);
  const input = runTaskInput(launchable, policy, { cluster, network });
  const failures: Failure[] = [];
  for (let generation = 0; generation < delivery; generation += 1) {
    const token = clientToken(invocation, generation, stored);
    const outcome = await runTask(input, token, launchable, deps);
    if (typeof outcome === 'string') return outcome;
    failures.push(outcome);
  }
  throw new NoTaskStartedError(invocation.requestId, failures);
}

/** @returns the ARN of the task that was started under the token, or why there is none */
async function runTask(
  input: RunTaskInput,
  token: string,
  invocation: FailedInvocation,
  deps: Deps,
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
 * ECS received the same token with another request before. Usually the service was deployed between two deliveries, so
 * the network changed, or the revision of the task definition, if ECS compares that. ECS names the task that it started for the token, if any; it is accepted only if it
 * belongs to this invocation.
 */
async function startedBefore(
  { resourceIds = [], message }: ConflictException,
  invocation: FailedInvocation,
  deps: Deps,
): Promise<string | Failure> {
  const { taskArn, conflict } = await ownTask(resourceIds, invocation, deps);
  if (conflict !== undefined) throw conflict;
  return taskArn ?? { reason: 'the client token is in use', detail: message };
}
