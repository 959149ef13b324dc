// The secondary: starts a container for each event that Lambda gave up on, and follows up when the container stops. Its
// code is in libs/rescue.
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createSecondary, readEnvironment, RescueMetrics } from '@immortal/rescue';

/** In milliseconds. Three tries of a call, and of the one that hides its message, have to fit the function's timeout. */
const requestHandler = {
  connectionTimeout: 2_000,
  requestTimeout: 5_000,
  throwOnRequestTimeout: true,
};

export const handler = createSecondary({
  ecs: new ECSClient({ requestHandler }),
  sqs: new SQSClient({ requestHandler }),
  s3: new S3Client({ requestHandler }),
  logs: new CloudWatchLogsClient({ requestHandler }),
  environment: readEnvironment(process.env),
  metrics: new RescueMetrics(new Metrics({ namespace: 'ImmortalLambda' })),
  logger: new Logger(),
  now: Date.now,
});
