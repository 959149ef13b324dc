// One rescue as the stage makes it: the smoke function times out, and the secondary starts its container.
import {
  DescribeTasksCommand,
  type ECSClient,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { formatStartedBy } from '@immortal/shared';
import { type Clients } from '../aws/clients';
import { type Stage } from './stage';
import { type Waiting } from './waiting';

export interface Rescue {
  readonly requestId: string;
  readonly startedBy: string;
  /** As ECS describes it after it stopped. */
  readonly task: Task;
}

/** More than the timeout of the smoke function, which is 3. */
const SLEEP_SECONDS = 4;

/** @param id for the event, unique to this run */
export async function rescueOne(
  id: string,
  stage: Stage,
  { lambda, ecs }: Pick<Clients, 'lambda' | 'ecs'>,
  waiting: Waiting,
): Promise<Rescue> {
  const { smokeFunction: FunctionName, cluster } = stage;
  const Payload = JSON.stringify({ id, sleepSeconds: SLEEP_SECONDS, probe: {} });
  const command = new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload });
  const { $metadata } = await lambda.send(command);
  const requestId = $metadata.requestId ?? '';
  const startedBy = formatStartedBy({ functionName: FunctionName, requestId, attempt: 1 });
  const arn = await waiting.until(`The container of request ${requestId}`, async () => {
    // startedBy alone: AWS may refuse another filter beside it, which is one of the questions.
    return (await ecs.send(new ListTasksCommand({ cluster, startedBy }))).taskArns?.[0];
  });
  return { requestId, startedBy, task: await stopped(arn, cluster, ecs, waiting) };
}

export async function stopped(
  arn: string,
  cluster: string,
  ecs: ECSClient,
  waiting: Waiting,
): Promise<Task> {
  return waiting.until(`The end of task ${arn}`, async () => {
    const task = await describe(arn, cluster, ecs);
    return task?.lastStatus === 'STOPPED' ? task : undefined;
  });
}

export async function describe(
  arn: string,
  cluster: string,
  ecs: ECSClient,
): Promise<Task | undefined> {
  return (await ecs.send(new DescribeTasksCommand({ cluster, tasks: [arn] }))).tasks?.[0];
}

/** The subnet of a task; ECS describes it as an attachment. */
export function subnetOf({ attachments = [] }: Task): string | undefined {
  const details = attachments.flatMap((attachment) => attachment.details ?? []);
  return details.find(({ name }) => name === 'subnetId')?.value;
}
