// Unchanged SDK clients, pointed at the local cloud whatever the developer's own configuration says.
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import type { AccessKey } from './kernel/authentication/callers';

export interface Clients {
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
}

export function clientsFor(endpoint: string, region: string, credentials: AccessKey): Clients {
  const config = { endpoint, region, credentials, profile: 'default' };
  return {
    lambda: new LambdaClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
  };
}
