// The SDK's clients, with the credentials, the region and the endpoint that it resolves as the AWS CLI does.
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Place } from './place';

export interface Clients {
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly ecs: ECSClient;
  readonly logs: CloudWatchLogsClient;
}

/** Milliseconds. The longest call is a search of the logs. */
const requestHandler = {
  connectionTimeout: 5_000,
  requestTimeout: 60_000,
  throwOnRequestTimeout: true,
};

export function clientsFor({ region, endpoint }: Place): Clients {
  const config = {
    requestHandler,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  };
  return {
    sqs: new SQSClient(config),
    // Paths, because the host of an endpoint of one's own has no name for each bucket. AWS takes them as well.
    s3: new S3Client({ ...config, forcePathStyle: true }),
    ecs: new ECSClient(config),
    logs: new CloudWatchLogsClient(config),
  };
}
