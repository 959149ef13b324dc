// Handles one SQS message: read, decide, act. Whatever happens, its event ends in a task, in a queue, or parked.
import { type Logger } from '@aws-lambda-powertools/logger';
import { type RescuePolicy } from '@immortal/shared';
import { type SQSRecord } from 'aws-lambda';
import { act } from './act/act';
import { lookUp } from './act/look-up';
import { type Facts } from './decide/action';
import { nextAfter, reasonOf } from './decide/after-task';
import { decide } from './decide/decide';
import { type Deps } from './deps';
import { type Environment } from './environment';
import { type Message, readMessage } from './read/message';

/** @throws why the message could be neither handled nor parked; it stays in its queue, and SQS delivers it again */
export async function handleMessage(record: SQSRecord, deps: Deps): Promise<void> {
  const message = readMessage(record, deps.environment);
  const { messageId, delivery } = message.envelope;
  const logger = deps.logger.createChild({ persistentKeys: { messageId, delivery } });
  announce(message, logger);
  await settle(message, { ...deps, logger });
}

async function settle(message: Message, deps: Deps): Promise<void> {
  const policy = policyOf(message, deps.environment);
  let facts: Facts = { failures: [] };
  for (;;) {
    const decision = decide(message, policy, facts);
    if (decision.kind === 'defer') {
      await act(decision, message, deps);
      throw decision.error;
    }
    try {
      if (decision.kind !== 'look up') {
        await act(decision, message, deps);
        return;
      }
      facts = { ...facts, ...(await lookUp(decision, deps)) };
    } catch (error) {
      facts = { ...facts, failures: [...facts.failures, error] };
    }
  }
}

function policyOf(message: Message, { functions }: Environment): RescuePolicy | undefined {
  if (message.kind === 'failed-invocation') {
    return functions.get(message.invocation.functionName)?.policy;
  }
  if (message.kind === 'stopped-task') return functions.get(message.task.functionName)?.policy;
  return undefined;
}

/** Every line about a rescue has its identity. */
function announce(message: Message, logger: Logger): void {
  if (message.kind === 'failed-invocation') {
    const { requestId, functionName, attempt } = message.invocation;
    logger.appendPersistentKeys({ requestId, rescuedFunction: functionName, attempt });
  }
  if (message.kind !== 'stopped-task') return;
  const { invocation, functionName, attempt, taskArn, exit } = message.task;
  const { requestId } = invocation ?? message.task;
  logger.appendPersistentKeys({ requestId, rescuedFunction: functionName, attempt, taskArn });
  // AWS's sample of the event has no values of variables; npm run verify reads here whether real events have them.
  logger.appendPersistentKeys({ variablesInEvent: invocation !== undefined });
  if (nextAfter(exit) !== 'done') {
    logger.warn('a task ended without success', { reason: reasonOf(exit) });
  }
}
