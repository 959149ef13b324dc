// What the smoke test asks of AWS.
import {
  DescribeTasksCommand,
  type ECSClient,
  InvalidParameterException,
  ListTasksCommand,
  type ListTasksCommandInput,
  type Task,
} from '@aws-sdk/client-ecs';
import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { formatStartedBy, type RescueIdentity } from '@immortal/shared';
import { explain } from '../aws/aws-failure';
import { type Clients } from '../aws/clients';
import { SmokeTestError } from '../errors';

export interface Aws {
  /** @returns the function's ARN, or undefined if there is no such function */
  functionArn(name: string): Promise<string | undefined>;
  /** Invokes a function asynchronously. @returns the request id */
  invoke(name: string, event: object): Promise<string>;
  /** The task of a rescue, if it is running or stopped recently. */
  findTask(cluster: string, rescue: RescueIdentity): Promise<Task | undefined>;
  /** @returns the object as text, or undefined if it is not there yet */
  findObject(bucket: string, key: string): Promise<string | undefined>;
}

/** Each call throws a SmokeTestError that names the call and AWS's answer. */
export function awsWith({ lambda, ecs, s3 }: Pick<Clients, 'lambda' | 'ecs' | 's3'>): Aws {
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
        // Listed first: without s3:ListBucket, S3 answers that a missing object is forbidden.
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
  // Without a desired status, ECS lists the tasks that should run.
  const arns = [
    ...(await listTasks({ cluster, startedBy }, ecs)),
    ...(await listTasks({ cluster, startedBy, desiredStatus: 'STOPPED' }, ecs)),
  ];
  if (arns.length === 0) return undefined;
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: arns }));
  return tasks[0];
}

/** None if ECS refuses the filter: its page says that `startedBy` must be the only one. A running task is found anyway. */
async function listTasks(filter: ListTasksCommandInput, ecs: ECSClient): Promise<string[]> {
  try {
    return (await ecs.send(new ListTasksCommand(filter))).taskArns ?? [];
  } catch (error) {
    if (error instanceof InvalidParameterException && filter.desiredStatus) return [];
    throw error;
  }
}

async function asking<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    const why = explain(cause);
    if (why === undefined) throw cause;
    throw new SmokeTestError(`${what} failed. ${why}`, { cause });
  }
}
