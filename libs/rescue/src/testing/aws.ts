// AWS for specs: clients whose responses a spec sets, and the calls that they received.
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeTasksCommand,
  type DescribeTasksCommandInput,
  ECSClient,
  ListTasksCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type S3Location } from '@immortal/shared';
import { mockClient } from 'aws-sdk-client-mock';
import { type Deps } from '../deps';
import { RescueMetrics } from '../metrics';
import { type TaskDetail } from '../read/stopped-task';
import { anEnvironment, aTask, TASK_ARN } from './fixtures';

const region = 'eu-west-1';
export const ecs = mockClient(ECSClient);
export const sqs = mockClient(SQSClient);
export const s3 = mockClient(S3Client);
export const logs = mockClient(CloudWatchLogsClient);

/** What was measured, as `RescuesParked immortal-dev-orders` or `TimeToLaunch immortal-dev-orders 1.5`. */
export const measured: string[] = [];

class RecordedMetrics extends RescueMetrics {
  override count(...args: Parameters<RescueMetrics['count']>): void {
    measured.push(args.join(' '));
  }

  override time(...args: Parameters<RescueMetrics['time']>): void {
    measured.push(args.join(' '));
  }

  override taskFailedToStart(): void {
    measured.push('TasksFailedToStart');
  }
}

const logger = new Logger({ logLevel: 'SILENT' });
const metrics = new RecordedMetrics(new Metrics({ namespace: 'specs' }));
const clients = {
  ecs: new ECSClient({ region }),
  sqs: new SQSClient({ region }),
  s3: new S3Client({ region }),
  logs: new CloudWatchLogsClient({ region }),
};

/** @param change to the settings */
export function deps(change: Parameters<typeof anEnvironment>[0] = {}): Deps {
  return {
    ...clients,
    environment: anEnvironment(change),
    metrics,
    now: () => 1763856001500,
    logger,
  };
}

/** ECS starts every task, and the queues accept every message. */
export function resetAws(): void {
  measured.length = 0;
  for (const mock of [ecs, sqs, s3, logs]) mock.reset();
  logs.on(GetLogEventsCommand).resolves({ events: [] });
  ecs.on(ListTasksCommand).resolves({ taskArns: [] });
  ecs.on(RunTaskCommand).resolves({ tasks: [{ taskArn: TASK_ARN }] });
  describes(aTask());
}

/** Makes ECS describe every task like this one. */
export function describes(task: Partial<TaskDetail>): void {
  ecs.on(DescribeTasksCommand).callsFake(({ tasks = [] }: DescribeTasksCommandInput) => ({
    tasks: tasks.map((taskArn) => ({ ...task, taskArn })),
  }));
}

/** The messages that were sent, in order, with their attributes as text. */
export function sent() {
  return sqs.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => ({
    queue: input.QueueUrl?.replace(/^.*\//, ''),
    body: input.MessageBody,
    attributes: Object.fromEntries(
      Object.entries(input.MessageAttributes ?? {}).map(([name, { StringValue }]) => {
        return [name, StringValue];
      }),
    ),
    delaySeconds: input.DelaySeconds,
  }));
}

/** `startedBy` of the tasks that were requested. */
export const launched = () =>
  ecs.commandCalls(RunTaskCommand).map(({ args: [{ input }] }) => input.startedBy);

/** Puts an object into S3. */
export function stores(
  { bucket, key }: S3Location,
  text: string,
  LastModified = new Date('2026-11-22T04:42:00Z'),
): void {
  s3.on(GetObjectCommand, { Bucket: bucket, Key: key }).callsFake(() => ({
    LastModified,
    Body: { transformToString: () => Promise.resolve(text) },
  }));
}
