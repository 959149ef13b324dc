// Takes one message of any queue of the secondary: whatever happens to it, it ends in a task, in a queue, or parked.
import { type Logger } from '@aws-lambda-powertools/logger';
import { ContractError, functionOfQueue } from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { MAXIMUM_DELIVERIES, pauseSeconds } from './deliveries';
import { EventConflictError, UnreadableMessageError } from './errors';
import { readFailedInvocation } from './failed-invocation';
import { findTask } from './find-task';
import { hide, park, queueNameOf } from './queues';
import { parkedMessage } from './raw-letter';
import { recover } from './recover';
import { deliveryOf, parkInvocation, rescue, type RescueDeps } from './rescue';

export interface MessageDeps extends RescueDeps {
  readonly logger: Logger;
}

/** @throws why the message could be neither handled nor parked; it then rests in its queue for a while and comes again */
export async function takeMessage(record: SQSRecord, deps: MessageDeps): Promise<void> {
  const { messageId } = record;
  const delivery = deliveryOf(record);
  const log = deps.logger.createChild({ persistentKeys: { messageId, delivery } });
  try {
    await handleOrPark(record, deps, log);
  } catch (error) {
    await rest(record, error, deps, log);
    throw error;
  }
}

async function handleOrPark(record: SQSRecord, deps: MessageDeps, log: Logger): Promise<void> {
  try {
    await handle(record, deps, log);
  } catch (error) {
    if (isHopeless(error)) await parkUnread(record, error.message, deps, log);
    else if (error instanceof EventConflictError) await parkConflict(record, error, deps, log);
    else if (deliveryOf(record) >= MAXIMUM_DELIVERIES) await giveUp(record, error, deps, log);
    else throw error;
  }
}

async function handle(record: SQSRecord, deps: MessageDeps, log: Logger): Promise<void> {
  await (isFailureQueue(record) ? rescue : recover)(record, deps, log);
}

/** Failure queues have the names of functions; every other queue is that of the stopped tasks. */
function isFailureQueue(record: SQSRecord): boolean {
  return functionOfQueue(queueNameOf(record)) !== undefined;
}

/** Another delivery would change nothing. A contract is refused when the runner would refuse it as well. */
function isHopeless(error: unknown): error is Error {
  return error instanceof UnreadableMessageError || error instanceof ContractError;
}

async function rest(record: SQSRecord, error: unknown, deps: MessageDeps, log: Logger) {
  const seconds = pauseSeconds(deliveryOf(record));
  log.error('the message stays in its queue', { error, queue: queueNameOf(record), seconds });
  try {
    await hide(record, seconds, deps);
  } catch (cause) {
    // Then it rests for as long as the queue hides every message.
    log.warn('the message could not be hidden for longer', { error: cause });
  }
}

/** Parks an event whose request id belongs to another one: which of them is Lambda's, a person has to say. */
async function parkConflict(
  record: SQSRecord,
  { message }: EventConflictError,
  deps: MessageDeps,
  log: Logger,
) {
  const failed = readFailedInvocation(record, deps.environment);
  await parkInvocation(failed, message, deps, log);
}

/** Parks what was tried too often, unless the last try has come to a task without being told so. */
async function giveUp(record: SQSRecord, error: unknown, deps: MessageDeps, log: Logger) {
  log.error('the message was tried for the last time', { error });
  const why = error instanceof Error ? error.message : String(error);
  const reason = `It was tried ${deliveryOf(record)} times. The last time: ${why}`;
  if (!isFailureQueue(record)) {
    await parkUnread(record, reason, deps, log);
    return;
  }
  const failed = readFailedInvocation(record, deps.environment);
  const taskArn = await findTask(failed, deps);
  if (taskArn === undefined) await parkInvocation(failed, reason, deps, log);
  else log.info('the invocation has a container after all', { taskArn });
}

async function parkUnread(record: SQSRecord, reason: string, deps: MessageDeps, log: Logger) {
  await park(await parkedMessage(record, reason, deps), deps);
  log.error('the message was parked as it is', { reason, queue: queueNameOf(record) });
  deps.metrics.count('RescuesParked', functionOfQueue(queueNameOf(record)) ?? 'unknown');
}
