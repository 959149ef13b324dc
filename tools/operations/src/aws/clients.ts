// The SDK's clients, with the credentials, the region, and the endpoint that the AWS CLI would use.
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type Place } from '../cli/place';

export interface Clients {
  readonly ecs: ECSClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
}

/** Milliseconds. The longest call is a search of the logs. */
const requestHandler = {
  connectionTimeout: 5_000,
  requestTimeout: 60_000,
  throwOnRequestTimeout: true,
};

export function clientsFor({ region, endpoint }: Omit<Place, 'stack'>): Clients {
  const config = {
    requestHandler,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  };
  return {
    ecs: new ECSClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    // By path, because a custom endpoint has no host name for each bucket. AWS accepts paths as well.
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sqs: new SQSClient(config),
  };
}
