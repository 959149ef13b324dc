// Valid values for specs; each spec changes what it is about.
import { networkParts, parseRescuePolicy, type RescuePolicy } from '@immortal/shared';
import { type SQSMessageAttributes, type SQSRecord } from 'aws-lambda';
import { type Environment } from '../environment';
import { type FailedInvocation } from '../read/failed-invocation';
import { runTaskInput, type TaskPlace } from '../act/run-task-input';
import { type TaskDetail } from '../read/stopped-task';

export const FUNCTION = 'immortal-dev-orders';
export const FAILURE_QUEUE = 'immortal-dev-orders-failures';
export const STOPPED_TASKS = 'immortal-dev-stopped-tasks';
export const PARKED = 'immortal-dev-parked';
export const REQUEST_ID = 'e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10';
export const TASK_ARN = 'arn:aws:ecs:eu-west-1:123456789012:task/immortal-dev/0c1d2e3f';

/** As Lambda writes it. */
export const TRACE_HEADER =
  'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=a87bd80c:15';

export const HAND_OVER_BUCKET = 'immortal-dev-hand-over';
/** The event in S3. */
export const STORED_EVENT = {
  s3: { bucket: HAND_OVER_BUCKET, key: `${FUNCTION}/${REQUEST_ID}.json` },
};
export const STORED_ADDRESS = `s3://${HAND_OVER_BUCKET}/${FUNCTION}/${REQUEST_ID}.json`;

/** The variable with the network of every function. */
export const NETWORK = 'NETWORK_1A2B3C4D';
const IN_NETWORK = {
  subnets: ['subnet-0a1', 'subnet-0b2'],
  securityGroups: ['sg-0c3'],
  assignPublicIp: 'ENABLED',
} as const;
const CLUSTER = 'arn:aws:ecs:eu-west-1:123456789012:cluster/immortal-dev';
/** Where every task runs. */
export const PLACE: TaskPlace = { cluster: CLUSTER, network: IN_NETWORK };

/** URL of a queue of the stack. */
export const urlOf = (queue: string) => `https://sqs.eu-west-1.amazonaws.com/123456789012/${queue}`;

export function anEnvironment(change: Partial<Environment> = {}): Environment {
  return {
    cluster: CLUSTER,
    functions: rescuedFunctions({ [FUNCTION]: {} }),
    networks: new Map([[NETWORK, networkText()]]),
    parkedQueue: urlOf(PARKED),
    handOverBucket: HAND_OVER_BUCKET,
    runnerLogs: '/aws/ecs/immortal-dev-runner',
    ...change,
  };
}

/** @param policies as in serverless.yml, by function */
export function rescuedFunctions(
  policies: Readonly<Record<string, object>>,
): Environment['functions'] {
  const entries = Object.entries(policies).map(([name, policy]) => {
    return [name, { policy: aPolicy(policy), network: NETWORK }] as const;
  });
  return new Map(entries);
}

/** The value of a network's variable. */
export function networkText(subnets: readonly string[] = IN_NETWORK.subnets): string {
  const { securityGroups, assignPublicIp } = IN_NETWORK;
  const texts = { subnets: subnets.join(','), securityGroups: securityGroups.join(',') };
  return networkParts({ ...texts, assignPublicIp }).join('');
}

/** A revision of a family, as ECS names it. */
export function definitionArn(family: string): string {
  return `arn:aws:ecs:eu-west-1:123456789012:task-definition/${family}:7`;
}

export function aFailedInvocation(change: Partial<FailedInvocation> = {}): FailedInvocation {
  return {
    functionName: FUNCTION,
    functionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${FUNCTION}`,
    event: { text: '{ "id": 1.0 }' },
    requestId: REQUEST_ID,
    attempt: 1,
    firstAttempt: 1,
    uncountedAttempts: 0,
    isFresh: true,
    ...change,
  };
}

/** @param given as in serverless.yml */
export function aPolicy(given: object = {}): RescuePolicy {
  return parseRescuePolicy(given, 'rescue');
}

/** The attributes that Lambda adds to an event that it gives up on. */
export const DEAD_LETTER_ATTRIBUTES = {
  RequestID: REQUEST_ID,
  ErrorCode: '200',
  ErrorMessage: 'Task timed out after 900.00 seconds',
};

export interface RecordChange {
  readonly messageId?: string;
  readonly body?: string;
  /** The name of the queue. */
  readonly queue?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly messageAttributes?: SQSMessageAttributes;
  readonly delivery?: number;
  readonly traceHeader?: string;
}

/** A message as Lambda passes it to the secondary: a dead letter by default. */
export function aRecord(change: RecordChange = {}): SQSRecord {
  const { queue = FAILURE_QUEUE, delivery = 1, attributes = DEAD_LETTER_ATTRIBUTES } = change;
  return {
    messageId: change.messageId ?? '5fea7756-0ea4-451a-a703-a558b933e274',
    receiptHandle: `handle-${delivery}`,
    body: change.body ?? '{ "id": 1.0 }',
    attributes: {
      ApproximateReceiveCount: String(delivery),
      SentTimestamp: '1763856000000',
      SenderId: 'AIDA',
      ApproximateFirstReceiveTimestamp: '1763856000000',
      ...(change.traceHeader !== undefined && { AWSTraceHeader: change.traceHeader }),
    },
    messageAttributes: change.messageAttributes ?? attributesOf(attributes),
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:eu-west-1:123456789012:${queue}`,
    awsRegion: 'eu-west-1',
  };
}

function attributesOf(values: Readonly<Record<string, string>>): SQSMessageAttributes {
  return Object.fromEntries(
    Object.entries(values).map(([name, stringValue]) => {
      const dataType = /^\d+$/.test(stringValue) ? 'Number' : 'String';
      return [name, { stringValue, dataType }];
    }),
  );
}

/** A task of a rescue that AWS interrupted, as its event describes it. */
export function aTask(
  change: Partial<TaskDetail> = {},
  invocation: FailedInvocation = aFailedInvocation(),
): TaskDetail {
  const input = runTaskInput(invocation, aPolicy(), PLACE);
  return {
    taskArn: TASK_ARN,
    taskDefinitionArn: definitionArn(invocation.functionName),
    clusterArn: CLUSTER,
    ...(input.startedBy !== undefined && { startedBy: input.startedBy }),
    group: FUNCTION,
    stopCode: 'SpotInterruption',
    stoppedReason: 'Your Spot Task was interrupted.',
    createdAt: '2026-11-22T04:42:00.000Z',
    stoppedAt: '2026-11-22T04:43:30.500Z',
    containers: [{ name: 'runner', exitCode: 143 }],
    ...(input.overrides && { overrides: input.overrides }),
    ...change,
  };
}

/** The end of a container that exited by itself. */
export const ended = (exitCode: number) => ({
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  containers: [{ name: 'runner', exitCode }],
});

/** The message that reports a stopped task to the secondary. */
export function aTaskEvent(detail: object | null = aTask(), change: RecordChange = {}): SQSRecord {
  const body = JSON.stringify({
    version: '0',
    id: '3317b2af-7005-947d-b652-f55e762e571a',
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    account: '123456789012',
    region: 'eu-west-1',
    detail,
  });
  return aRecord({ queue: STOPPED_TASKS, attributes: {}, body, ...change });
}
