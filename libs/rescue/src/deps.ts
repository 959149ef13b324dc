// What the secondary needs from outside: AWS's clients, its settings, a clock, and where it reports to.
import { type Logger } from '@aws-lambda-powertools/logger';
import { type CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type ECSClient } from '@aws-sdk/client-ecs';
import { type S3Client } from '@aws-sdk/client-s3';
import { type SQSClient } from '@aws-sdk/client-sqs';
import { type Environment } from './environment';
import { type RescueMetrics } from './metrics';

export interface Deps {
  readonly ecs: ECSClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  /** CloudWatch Logs. */
  readonly logs: CloudWatchLogsClient;
  readonly environment: Environment;
  readonly metrics: RescueMetrics;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
