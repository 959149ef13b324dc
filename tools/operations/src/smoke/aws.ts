// What the smoke test asks of AWS, through the SDK as everybody has it: AWS_ENDPOINT_URL leads it elsewhere.
import { DescribeTasksCommand, ECSClient, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { GetFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { formatStartedBy, type RescueIdentity } from '@immortal/shared';
import { SmokeTestError } from './errors';

export interface Aws {
  /** @returns the function's ARN, or undefined if there is none of that name */
  functionArn(name: string): Promise<string | undefined>;
  /** Asynchronously. @returns the request's id */
  invoke(name: string, event: object): Promise<string>;
  /** The task of a rescue, running or lately stopped. */
  findTask(cluster: string, rescue: RescueIdentity): Promise<Task | undefined>;
  /** @returns the object as text, or undefined if it is not there yet */
  findObject(bucket: string, key: string): Promise<string | undefined>;
}

/** Each call throws a SmokeTestError that names the call and AWS's answer. */
export function awsIn(region: string, { forcePathStyle }: { forcePathStyle: boolean }): Aws {
  const lambda = new LambdaClient({ region });
  const ecs = new ECSClient({ region });
  const s3 = new S3Client({ region, forcePathStyle });
  return {
    functionArn: (name) =>
      asking(`lambda:GetFunction ${name}`, async () => {
        try {
          const command = new GetFunctionCommand({ FunctionName: name });
          return (await lambda.send(command)).Configuration?.FunctionArn;
        } catch (error) {
          if (error instanceof Error && error.name === 'ResourceNotFoundException')
            return undefined;
          throw error;
        }
      }),
    invoke: (name, event) =>
      asking(`lambda:InvokeFunction ${name}`, async () => {
        const Payload = JSON.stringify(event);
        const input = { FunctionName: name, InvocationType: 'Event', Payload } as const;
        return (await lambda.send(new InvokeCommand(input))).$metadata.requestId ?? '';
      }),
    findTask: (cluster, rescue) =>
      asking(`ecs:ListTasks ${cluster}`, () => findTask(ecs, cluster, formatStartedBy(rescue))),
    findObject: (Bucket, Key) =>
      asking(`s3:GetObject s3://${Bucket}/${Key}`, async () => {
        // Listed first: who may not list everything is told that a missing object is forbidden.
        const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
        if (!Contents?.some((object) => object.Key === Key)) return undefined;
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        return (await Body?.transformToString()) ?? '';
      }),
  };
}

async function findTask(
  ecs: ECSClient,
  cluster: string,
  startedBy: string,
): Promise<Task | undefined> {
  const listed = await Promise.all(
    (['RUNNING', 'STOPPED'] as const).map((desiredStatus) =>
      ecs.send(new ListTasksCommand({ cluster, startedBy, desiredStatus })),
    ),
  );
  const arns = listed.flatMap(({ taskArns = [] }) => taskArns);
  if (arns.length === 0) return undefined;
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: arns }));
  return tasks[0];
}

async function asking<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && error.name === 'CredentialsProviderError') {
      throw new SmokeTestError(
        `there are no AWS credentials (${error.message}): log in (aws sso login, aws configure), or choose a profile by AWS_PROFILE`,
        { cause: error },
      );
    }
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new SmokeTestError(`${what} has failed: ${why}`, { cause: error });
  }
}
