// One message of the queue of stopped tasks: what becomes of the event that the task was to handle.
import { type Logger } from '@aws-lambda-powertools/logger';
import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import { failureQueueOf } from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { pauseBeforeAttempt } from './deliveries';
import { UnreadableMessageError } from './errors';
import { type FailedInvocation } from './failed-invocation';
import { deleteEvent } from './hand-over';
import { nextAttempt } from './letters';
import { sendTo } from './queues';
import { keysOf, parkInvocation, type RescueDeps } from './rescue';
import { invocationOf, readStoppedTask, type StoppedTask, type TaskDetail } from './stopped-task';
import { judgeEnd } from './task-end';

/**
 * Ends, continues or parks the rescue whose task has stopped.
 *
 * Another attempt is only asked for here, by a message in the function's failure queue; it is launched there, once,
 * however often and in whatever order the events of tasks come.
 *
 * @param log gets the request id, for every line that follows
 * @throws {UnreadableMessageError} if the message is no event of a task, or does not say which event the task had
 * @throws why it could not; the message then belongs back into its queue
 */
export async function recover(record: SQSRecord, deps: RescueDeps, log: Logger): Promise<void> {
  const task = readStoppedTask(record);
  if (task === undefined) {
    log.info('a task stopped that is no rescue; nothing is to be done');
    return;
  }
  const { detail, functionName, requestId, attempt } = task;
  const { taskArn } = detail;
  log.appendPersistentKeys({ requestId, rescuedFunction: functionName, attempt, taskArn });
  const verdict = judgeEnd(detail);
  if (verdict.kind === 'succeeded') {
    await succeed(task, deps, log);
    return;
  }
  log.warn('a task ended without success', { reason: verdict.reason });
  deps.metrics.count('RescuesFailed', functionName);
  if (detail.stopCode === 'TaskFailedToStart') deps.metrics.taskFailedToStart();
  const invocation = await invocationBehind(task, deps);
  if (verdict.kind === 'again') await again(invocation, verdict.reason, taskArn, deps, log);
  else await parkInvocation(invocation, verdict.reason, deps, log, taskArn);
}

async function succeed(task: StoppedTask, deps: RescueDeps, log: Logger): Promise<void> {
  const { detail, functionName } = task;
  const invocation = invocationOf(task, detail);
  if (invocation !== undefined) await deleteEvent(invocation.event, deps);
  const seconds = (Date.parse(detail.stoppedAt ?? '') - Date.parse(detail.createdAt ?? '')) / 1000;
  log.info('the invocation was rescued', { seconds });
  deps.metrics.count('RescuesSucceeded', functionName);
  if (!Number.isNaN(seconds)) deps.metrics.time('TimeToRescue', functionName, seconds);
}

/** @throws {UnreadableMessageError} if neither the event nor ECS says what the task was to run */
async function invocationBehind(task: StoppedTask, deps: RescueDeps): Promise<FailedInvocation> {
  const told = invocationOf(task, task.detail) ?? invocationOf(task, await describe(task, deps));
  if (told !== undefined) return told;
  throw new UnreadableMessageError(
    `Neither the event of task ${task.detail.taskArn} nor ECS says which event it had. Its log has the request id ${task.requestId}.`,
  );
}

/** ECS knows a stopped task for about an hour. */
async function describe(
  { detail }: StoppedTask,
  { ecs, environment }: RescueDeps,
): Promise<TaskDetail> {
  const { tasks } = await ecs.send(
    new DescribeTasksCommand({ cluster: environment.cluster, tasks: [detail.taskArn] }),
  );
  return {
    taskArn: detail.taskArn,
    ...(tasks?.[0]?.overrides && { overrides: overridesOf(tasks[0]) }),
  };
}

function overridesOf({ overrides }: { overrides?: TaskDetail['overrides'] }) {
  return overrides ?? {};
}

/** Asks for another attempt, unless the policy has no more of them. */
async function again(
  stopped: FailedInvocation,
  reason: string,
  taskArn: string,
  deps: RescueDeps,
  log: Logger,
): Promise<void> {
  const { functionName, attempt, firstAttempt } = stopped;
  const policy = deps.environment.policies.get(functionName);
  const used = attempt - firstAttempt + 1;
  if (policy === undefined || used >= policy.maximumTaskAttempts) {
    const why = policy
      ? `That was attempt ${used} of ${policy.maximumTaskAttempts}.`
      : 'The function has no rescue policy any more.';
    await parkInvocation(stopped, `${reason} ${why}`, deps, log, taskArn);
    return;
  }
  const seconds = pauseBeforeAttempt(used + 1);
  await sendTo(failureQueueOf(functionName), nextAttempt(stopped), seconds, deps);
  log.warn('another container will be started', { ...keysOf(stopped), inSeconds: seconds });
}
