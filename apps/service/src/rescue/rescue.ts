// One message of a failure queue: read it, start its container, say so.
import { type Logger } from '@aws-lambda-powertools/logger';
import { type SQSRecord } from 'aws-lambda';
import { readFailedInvocation } from './failed-invocation';
import { type LaunchDeps, launchTask } from './launch-task';

export interface RescueDeps extends LaunchDeps {
  readonly logger: Logger;
}

/**
 * Hands the failed invocation of one message over to a container.
 *
 * @throws why it could not; the message then belongs back into its queue
 */
export async function rescue(record: SQSRecord, { logger, ...deps }: RescueDeps): Promise<void> {
  const { messageId, eventSourceARN } = record;
  const delivery = Number(record.attributes.ApproximateReceiveCount);
  const log = logger.createChild({ persistentKeys: { messageId, delivery } });
  try {
    const failed = readFailedInvocation(record, deps.environment.rescuableFunctions);
    const { requestId, functionName, attempt, errorMessage } = failed;
    log.appendPersistentKeys({ requestId, rescuedFunction: functionName, attempt });
    const taskArn = await launchTask(failed, delivery, deps);
    log.info('a container was started for the invocation', { taskArn, lambdaError: errorMessage });
  } catch (error) {
    log.error('the message stays in its queue', { error, queue: eventSourceARN });
    throw error;
  }
}
