// The secondary: takes what Lambda gave up out of the failure queues and starts a container for each event.
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { ECSClient } from '@aws-sdk/client-ecs';
import { type Context, type SQSBatchResponse, type SQSEvent, type SQSRecord } from 'aws-lambda';
import { readEnvironment } from './environment';
import { rescue } from './rescue';

const logger = new Logger();
const deps = { ecs: new ECSClient({}), environment: readEnvironment(process.env), logger };
const processor = new BatchProcessor(EventType.SQS);

/** @returns the messages that could not be handed over: SQS delivers them again, and no others */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  return processPartialResponse(event, (record: SQSRecord) => rescue(record, deps), processor, {
    context,
    // Each failure is logged and reported; throwing as well would only count as a crash of the secondary.
    throwOnFullBatchFailure: false,
  });
}
