// The secondary: takes what Lambda gave up out of the failure queues and starts a container for each event, and sees to
// what becomes of the containers.
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type MessageDeps, readEnvironment, RescueMetrics, takeMessage } from '@immortal/rescue';
import { type Context, type SQSBatchResponse, type SQSEvent, type SQSRecord } from 'aws-lambda';

/** Three tries of one call, and of the one that lets the message rest, have to fit into the function's timeout. Milliseconds. */
const requestHandler = {
  connectionTimeout: 2_000,
  requestTimeout: 5_000,
  throwOnRequestTimeout: true,
};

const logger = new Logger();
const deps: MessageDeps = {
  ecs: new ECSClient({ requestHandler }),
  sqs: new SQSClient({ requestHandler }),
  s3: new S3Client({ requestHandler }),
  logs: new CloudWatchLogsClient({ requestHandler }),
  environment: readEnvironment(process.env),
  metrics: new RescueMetrics(new Metrics({ namespace: 'ImmortalLambda' })),
  now: Date.now,
  logger,
};
const processor = new BatchProcessor(EventType.SQS);

/** @returns the messages that could not be handled: SQS delivers them again, and no others */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  return processPartialResponse(
    event,
    (record: SQSRecord) => takeMessage(record, deps),
    processor,
    {
      context,
      // Each failure is logged and reported; throwing as well would only count as a crash of the secondary.
      throwOnFullBatchFailure: false,
    },
  );
}
