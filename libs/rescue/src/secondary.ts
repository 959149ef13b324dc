// The Lambda handler of the secondary: handles each message of a batch on its own.
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { type Context, type SQSBatchResponse, type SQSEvent, type SQSRecord } from 'aws-lambda';
import { type Deps } from './deps';
import { handleMessage } from './handle-message';

/** @returns the messages that could not be handled: SQS delivers them again, and no others */
type Secondary = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

export function createSecondary(deps: Deps): Secondary {
  const processor = new BatchProcessor(EventType.SQS);
  return (event, context) => {
    deps.logger.addContext(context);
    const handle = (record: SQSRecord) => handleMessage(record, deps);
    // Each failure is logged and reported. Throwing as well would only count as a crash of the secondary.
    const options = { context, throwOnFullBatchFailure: false };
    return processPartialResponse(event, handle, processor, options);
  };
}
