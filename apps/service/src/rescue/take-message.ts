// Takes one message of any queue of the secondary: whatever happens to it, it ends in a task, in a queue, or parked.
import { type Logger } from '@aws-lambda-powertools/logger';
import { functionOfQueue } from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { MAXIMUM_DELIVERIES, pauseSeconds } from './deliveries';
import { UnreadableMessageError } from './errors';
import { readFailedInvocation } from './failed-invocation';
import { hide, park, queueNameOf } from './queues';
import { parkedMessage } from './raw-letter';
import { recover } from './recover';
import { deliveryOf, parkInvocation, rescue, type RescueDeps } from './rescue';

export interface MessageDeps extends RescueDeps {
  readonly logger: Logger;
}

/** @throws why the message could not be handled; it then rests in its queue for a while and comes again */
export async function takeMessage(record: SQSRecord, deps: MessageDeps): Promise<void> {
  const { messageId } = record;
  const delivery = deliveryOf(record);
  const log = deps.logger.createChild({ persistentKeys: { messageId, delivery } });
  try {
    await handle(record, deps, log);
  } catch (error) {
    if (error instanceof UnreadableMessageError) await parkUnread(record, error.message, deps, log);
    else if (delivery >= MAXIMUM_DELIVERIES) await giveUp(record, error, deps, log);
    else {
      await rest(record, error, deps, log);
      throw error;
    }
  }
}

/** Failure queues have the names of functions; every other queue is that of the stopped tasks. */
async function handle(record: SQSRecord, deps: MessageDeps, log: Logger): Promise<void> {
  const isFailureQueue = functionOfQueue(queueNameOf(record)) !== undefined;
  await (isFailureQueue ? rescue : recover)(record, deps, log);
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

async function giveUp(record: SQSRecord, error: unknown, deps: MessageDeps, log: Logger) {
  const why = error instanceof Error ? error.message : String(error);
  const reason = `It was tried ${deliveryOf(record)} times. The last time: ${why}`;
  if (functionOfQueue(queueNameOf(record)) === undefined) {
    await parkUnread(record, reason, deps, log);
    return;
  }
  const failed = readFailedInvocation(record, deps.environment.policies);
  await parkInvocation(failed, reason, deps, log);
}

async function parkUnread(record: SQSRecord, reason: string, deps: MessageDeps, log: Logger) {
  await park(await parkedMessage(record, reason, deps), deps);
  log.error('the message was parked as it is', { reason, queue: queueNameOf(record) });
  deps.metrics.count('RescuesParked', functionOfQueue(queueNameOf(record)) ?? 'unknown');
}
