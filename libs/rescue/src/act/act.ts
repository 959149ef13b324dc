// Performs an action: the only place where the secondary changes anything.
import { type ParkEvent, type Action, type Done, type ParkMessage } from '../decide/action';
import { type Deps } from '../deps';
import { type Message } from '../read/message';
import { deleteEvent } from './event-offload';
import { launchTask } from './launch-task';
import { copyForParkedQueue } from './message-copy';
import { messageForNextAttempt, messageForParkedQueue } from './outgoing-message';
import { hide, park, sendToFailureQueue } from './queues';

/** @throws why the action failed; decide then says what to do instead */
export async function act(action: Action, message: Message, deps: Deps): Promise<void> {
  switch (action.kind) {
    case 'launch':
      return launch(action, message, deps);
    case 'defer':
      return defer(action, message, deps);
    case 'relaunch':
      return relaunch(action, message, deps);
    case 'park':
      return action.what === 'event'
        ? parkEvent(action, message, deps)
        : parkMessage(action, message, deps);
    case 'done':
      return finish(action, deps);
  }
}

type ActionOf<Kind extends Action['kind']> = Extract<Action, { readonly kind: Kind }>;

async function launch(
  { invocation, policy, delivery }: ActionOf<'launch'>,
  { envelope }: Message,
  deps: Deps,
): Promise<void> {
  const { functionName, attempt, firstAttempt, errorMessage } = invocation;
  const taskArn = await launchTask(invocation, policy, delivery, deps);
  const about = { taskArn, lambdaError: errorMessage };
  deps.logger.info('a container was started for the invocation', about);
  if (attempt !== firstAttempt) return;
  deps.metrics.count('RescuesStarted', functionName);
  deps.metrics.time('TimeToLaunch', functionName, (deps.now() - envelope.sentAt) / 1000);
}

async function defer(
  { seconds, error }: ActionOf<'defer'>,
  { envelope }: Message,
  deps: Deps,
): Promise<void> {
  const { queueName: queue } = envelope;
  deps.logger.error('the message stays in its queue', { error, queue, seconds });
  try {
    await hide(envelope, seconds, deps);
  } catch (cause) {
    // It is then hidden for as long as the queue hides every message.
    deps.logger.warn('the message could not be hidden for longer', { error: cause });
  }
}

async function relaunch(
  { invocation, delaySeconds }: ActionOf<'relaunch'>,
  message: Message,
  deps: Deps,
): Promise<void> {
  const next = messageForNextAttempt(invocation);
  await sendToFailureQueue(invocation.functionName, next, delaySeconds, deps);
  deps.logger.warn('another container will be started', { inSeconds: delaySeconds });
  countFailedTask(message, deps);
}

async function parkEvent(
  { invocation, reason, taskArn }: ParkEvent,
  message: Message,
  deps: Deps,
): Promise<void> {
  const about = { reason, ...(taskArn !== undefined && { taskArn }) };
  await park(await messageForParkedQueue(invocation, about, deps), deps);
  deps.logger.error('the event was parked', about);
  deps.metrics.count('RescuesParked', invocation.functionName);
  countFailedTask(message, deps);
}

async function parkMessage(
  { reason, error }: ParkMessage,
  { envelope }: Message,
  deps: Deps,
): Promise<void> {
  const { queueName: queue, queueOwner = 'unknown' } = envelope;
  await park(await copyForParkedQueue(envelope, reason, deps), deps);
  deps.logger.error('the message was parked unchanged', {
    reason,
    queue,
    ...(error !== undefined && { error }),
  });
  deps.metrics.count('RescuesParked', queueOwner);
}

/** Counts a task that did not succeed, once its event is parked or gets another attempt. */
function countFailedTask(message: Message, { metrics }: Deps): void {
  if (message.kind !== 'stopped-task') return;
  const { functionName, exit } = message.task;
  metrics.count('RescuesFailed', functionName);
  if (exit.stopCode === 'TaskFailedToStart') metrics.taskFailedToStart();
}

async function finish(action: Done, deps: Deps): Promise<void> {
  switch (action.because) {
    case 'not a rescue':
      deps.logger.info('a task that is not a rescue stopped; there is nothing to do');
      break;
    case 'already launched':
      deps.logger.info('the invocation already has a container', { taskArn: action.taskArn });
      break;
    case 'rescued':
      await finishRescue(action, deps);
  }
}

async function finishRescue(
  { task, deletesEvent, error }: Extract<Done, { readonly because: 'rescued' }>,
  deps: Deps,
): Promise<void> {
  const { invocation, createdAt = '', stoppedAt, functionName } = task;
  if (!deletesEvent) deps.logger.warn('the event could not be deleted from S3', { error });
  else if (invocation) await deleteEvent(invocation, new Date(stoppedAt ?? deps.now()), deps);
  const seconds = (Date.parse(stoppedAt ?? '') - Date.parse(createdAt)) / 1000;
  deps.logger.info('the invocation was rescued', { seconds });
  deps.metrics.count('RescuesSucceeded', functionName);
  if (!Number.isNaN(seconds)) deps.metrics.time('TimeToRescue', functionName, seconds);
}
