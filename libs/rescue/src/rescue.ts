// One message of a failure queue: read it, start its container, say so.
import { type Logger } from '@aws-lambda-powertools/logger';
import { type SQSRecord } from 'aws-lambda';
import { type LogDeps } from './error-in-log';
import { type FailedInvocation, readFailedInvocation } from './failed-invocation';
import { type LaunchDeps, launchTask } from './launch-task';
import { parkedInvocation } from './letters';
import { type RescueMetrics } from './metrics';
import { park, type QueueDeps } from './queues';
import { reasonAgainst } from './rescue-on';

export interface RescueDeps extends LaunchDeps, QueueDeps, LogDeps {
  readonly environment: LaunchDeps['environment'];
  readonly metrics: RescueMetrics;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Hands the failed invocation of one message over to a container, or parks what its policy does not rescue.
 *
 * @param log gets the request id, for every line that follows
 * @throws {UnreadableMessageError} if the message is none of ours
 * @throws why it could not; the message then belongs back into its queue
 */
export async function rescue(record: SQSRecord, deps: RescueDeps, log: Logger): Promise<void> {
  const { environment, metrics } = deps;
  const failed = readFailedInvocation(record, environment);
  const { functionName, attempt, firstAttempt, errorMessage } = failed;
  const policy = environment.policies.get(functionName);
  log.appendPersistentKeys(keysOf(failed));
  if (policy === undefined) throw new Error(`${functionName} has lost its policy meanwhile.`);
  const against = reasonAgainst(failed, policy);
  if (against !== undefined) {
    await parkInvocation(failed, against, deps, log);
    return;
  }
  const taskArn = await launchTask(failed, policy, deliveryOf(record), deps);
  log.info('a container was started for the invocation', { taskArn, lambdaError: errorMessage });
  if (attempt !== firstAttempt) return;
  metrics.count('RescuesStarted', functionName);
  const waited = deps.now() - Number(record.attributes.SentTimestamp);
  metrics.time('TimeToLaunch', functionName, waited / 1000);
}

/** Parks an invocation and says why. */
export async function parkInvocation(
  invocation: FailedInvocation,
  reason: string,
  deps: RescueDeps,
  log: Logger,
  taskArn?: string,
): Promise<void> {
  const { functionName } = invocation;
  const policy = deps.environment.policies.get(functionName);
  const about = { reason, ...(taskArn !== undefined && { taskArn }) };
  await park(await parkedInvocation(invocation, policy, about, deps), deps);
  log.error('the event was parked', about);
  deps.metrics.count('RescuesParked', functionName);
}

/** What every line about an invocation carries. */
export function keysOf({ requestId, functionName, attempt }: FailedInvocation) {
  return { requestId, rescuedFunction: functionName, attempt };
}

/** How often SQS has delivered the message, this time included. */
export function deliveryOf({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount);
}
