// One message of the queue of stopped tasks: what becomes of the event that the task was to handle.
import { type Logger } from '@aws-lambda-powertools/logger';
import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import { failureQueueOf } from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { MAXIMUM_DELIVERIES, pauseBeforeAttempt } from './deliveries';
import { errorInLog } from './error-in-log';
import { UnreadableMessageError } from './errors';
import { type FailedInvocation } from './failed-invocation';
import { deleteEvent } from './hand-over';
import { nextAttempt } from './letters';
import { sendTo } from './queues';
import { deliveryOf, parkInvocation, type RescueDeps } from './rescue';
import { invocationOf, readStoppedTask, type StoppedTask, type TaskDetail } from './stopped-task';
import { judgeEnd, type Verdict } from './task-end';

type Failure = Exclude<Verdict, { kind: 'succeeded' }>;

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
  await (verdict.kind === 'succeeded'
    ? succeed(task, deliveryOf(record), deps, log)
    : fail(task, verdict, deps, log));
}

async function succeed(task: StoppedTask, delivery: number, deps: RescueDeps, log: Logger) {
  const { detail, functionName } = task;
  await forgetEvent(task, delivery, deps, log);
  const seconds = (Date.parse(detail.stoppedAt ?? '') - Date.parse(detail.createdAt ?? '')) / 1000;
  log.info('the invocation was rescued', { seconds });
  deps.metrics.count('RescuesSucceeded', functionName);
  if (!Number.isNaN(seconds)) deps.metrics.time('TimeToRescue', functionName, seconds);
}

async function forgetEvent(task: StoppedTask, delivery: number, deps: RescueDeps, log: Logger) {
  const invocation = invocationOf(task, task.detail.overrides);
  try {
    if (invocation === undefined) return;
    await deleteEvent(invocation, new Date(task.detail.stoppedAt ?? deps.now()), deps);
  } catch (error) {
    if (delivery < MAXIMUM_DELIVERIES) throw error;
    // Nobody should have to look at a rescue that has succeeded: the bucket's own rule will take the event away.
    log.warn('the event could not be deleted from S3', { error });
  }
}

async function fail(task: StoppedTask, verdict: Failure, deps: RescueDeps, log: Logger) {
  const { detail, functionName } = task;
  log.warn('a task ended without success', { reason: verdict.reason });
  const invocation = await invocationBehind(task, deps);
  const { requestId } = invocation; // startedBy has only a hash of a long one
  log.appendPersistentKeys({ requestId });
  const against = verdict.kind === 'again' ? reasonAgainst(invocation, deps) : '';
  if (against === undefined) await askForAnother(invocation, deps, log);
  else {
    const { reason: end } =
      failureOf(detail, await errorInLog({ ...task, requestId }, deps, log)) ?? verdict;
    const reason = `${end} ${against}`.trim();
    await parkInvocation(invocation, reason, deps, log, detail.taskArn);
  }
  deps.metrics.count('RescuesFailed', functionName);
  if (detail.stopCode === 'TaskFailedToStart') deps.metrics.taskFailedToStart();
}

function failureOf(detail: TaskDetail, own: string | undefined): Failure | undefined {
  const verdict = judgeEnd(detail, own);
  return verdict.kind === 'succeeded' ? undefined : verdict;
}

/**
 * By the task's event, or else by ECS, which knows a stopped task for about an hour.
 *
 * @throws {UnreadableMessageError} if neither says what the task was to run
 */
async function invocationBehind(
  task: StoppedTask,
  { ecs, environment: { cluster } }: RescueDeps,
): Promise<FailedInvocation> {
  const { taskArn, overrides } = task.detail;
  const told = invocationOf(task, overrides);
  if (told !== undefined) return told;
  const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
  const found = invocationOf(task, tasks?.[0]?.overrides);
  if (found !== undefined) return found;
  throw new UnreadableMessageError(
    `Neither the event of task ${taskArn} nor ECS says which event it had. Its log has the request id ${task.requestId}.`,
  );
}

/** Why there is no other attempt; undefined if there is. */
function reasonAgainst(
  { functionName, attempt, firstAttempt }: FailedInvocation,
  { environment }: RescueDeps,
): string | undefined {
  const policy = environment.policies.get(functionName);
  if (policy === undefined) return 'The function has no rescue policy any more.';
  const used = attempt - firstAttempt + 1;
  const { maximumTaskAttempts: maximum } = policy;
  return used < maximum ? undefined : `That was attempt ${used} of ${maximum}.`;
}

async function askForAnother(stopped: FailedInvocation, deps: RescueDeps, log: Logger) {
  const { functionName, attempt, firstAttempt } = stopped;
  const seconds = pauseBeforeAttempt(attempt - firstAttempt + 2);
  await sendTo(failureQueueOf(functionName), nextAttempt(stopped), seconds, deps);
  log.warn('another container will be started', { inSeconds: seconds });
}
