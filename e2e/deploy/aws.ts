// The contents of an account, read with unchanged SDK clients; and the environment of tools that change it.
import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Printed } from '../cli';

export const REGION = 'eu-west-1';

export function clientsOf({ endpoint, credentials }: Printed) {
  const config = { endpoint, region: REGION, credentials };
  return {
    cloudFormation: new CloudFormationClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sqs: new SQSClient(config),
  };
}

export type Clients = ReturnType<typeof clientsOf>;

/** Without a developer's own settings: no profile, no home, no instance metadata. */
export function environment(
  { endpoint, credentials }: Printed,
  home: string,
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    NO_COLOR: '1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

export async function queuesIn({ sqs }: Clients): Promise<string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand());
  return QueueUrls.map((url) => url.replace(/^.*\//, '')).sort();
}

export async function bucketsIn({ s3 }: Clients): Promise<string[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  return Buckets.map(({ Name }) => Name ?? '').sort();
}

/** The names that functions in the account have. */
export async function functionsIn(
  { lambda }: Clients,
  names: readonly string[],
): Promise<string[]> {
  const existing = names.map(async (FunctionName) => {
    const get = new GetFunctionCommand({ FunctionName });
    const found = await lambda.send(get).catch((error: unknown) => error as Error);
    if (!(found instanceof Error)) return [FunctionName];
    if (found.name === 'ResourceNotFoundException') return [];
    throw found;
  });
  return (await Promise.all(existing)).flat();
}

export async function statusOf({ cloudFormation }: Clients, StackName: string) {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  return Stacks?.[0]?.StackStatus;
}

/** How often the stack reached a status. */
export async function timesIn(
  { cloudFormation }: Clients,
  StackName: string,
  status: string,
): Promise<number> {
  let [times, NextToken] = [0, undefined as string | undefined];
  do {
    const command = new DescribeStackEventsCommand({ StackName, NextToken });
    const page = await cloudFormation.send(command);
    const matching = (page.StackEvents ?? []).filter(
      (event) => event.LogicalResourceId === StackName && event.ResourceStatus === status,
    );
    times += matching.length;
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return times;
}

export async function keysIn({ s3 }: Clients, Bucket: string): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key ?? '');
}

export async function emptyBucket(clients: Clients, Bucket: string): Promise<void> {
  for (const Key of await keysIn(clients, Bucket))
    await clients.s3.send(new DeleteObjectCommand({ Bucket, Key }));
}

export async function messagesIn({ sqs }: Clients, QueueUrl: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages);
}
