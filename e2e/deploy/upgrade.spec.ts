// An update from the version in which all containers had one task definition and one role, while rescues are under way.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ECSClient, RunTaskCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { buildZip } from '@immortal/archive/testing';
import {
  type Cloud,
  startCloud,
  type TimedEntry,
  Timeline,
  WORKSPACE,
} from '@immortal/local-cloud';
import { clientToken, encodeContract, formatStartedBy } from '@immortal/shared';
import { temporaryFolder } from '../left-behind';
import { environment, messagesIn, REGION, clientsOf } from './aws';
import { homeFolder, serverless } from './tools';

const CLUSTER = 'immortal-dev';
const FUNCTION = 'immortal-dev-smoke';
const EARLIER_FAMILY = 'immortal-dev-runner';
const TEMPLATE = 'cloudformation-template-update-stack.json';
/** Fails in Lambda; in a container it waits until the file of its event exists. */
const EARLIER_CODE = `
const { existsSync } = require('node:fs');
const { setTimeout: sleep } = require('node:timers/promises');
exports.handler = async ({ until }) => {
  if (process.env.ECS_CONTAINER_METADATA_URI_V4 === undefined) throw new Error('too long for Lambda');
  while (until !== undefined && !existsSync(until)) await sleep(50);
};`;

type TaskEntry = Extract<TimedEntry, { type: 'task' }>;

let folder: string;
let cloud: Cloud;
let timeline: Timeline;
let entries: TimedEntry[];
let lambda: LambdaClient;
let ecs: ECSClient;
let sqs: SQSClient;
const ids: Record<'waiting' | 'running' | 'stopped', string> = {
  waiting: '',
  running: '',
  stopped: '',
};

const queueUrl = (name: string) => `${cloud.origin}/000000000000/immortal-dev-${name}`;
const printed = () => ({
  endpoint: cloud.origin,
  credentials: cloud.callers.developer,
  env: {},
  page: '',
});
const neverEnding = () => ({ until: path.join(folder, 'never') });
const tasksOf = (requestId: string) =>
  entries.filter(
    (entry): entry is TaskEntry => entry.type === 'task' && entry.requestId === requestId,
  );

/** The family of each container of an event. */
const familiesOf = (requestId: string) =>
  tasksOf(requestId).flatMap(({ container }) => container?.family ?? []);

beforeAll(async () => {
  folder = mkdtempSync(path.join(temporaryFolder, 'earlier-'));
  timeline = new Timeline();
  entries = [];
  timeline.subscribe((entry) => entries.push(entry));
  const settings = { ...WORKSPACE, packageFolder: packageEarlier(), port: 0, region: REGION };
  cloud = await startCloud({ ...settings, timeScale: 20_000, timeline });
  const client = { endpoint: cloud.origin, region: REGION, credentials: cloud.callers.developer };
  [lambda, ecs, sqs] = [new LambdaClient(client), new ECSClient(client), new SQSClient(client)];
});

afterAll(async () => {
  for (const client of [lambda, ecs, sqs]) client.destroy();
  await cloud.stop();
  rmSync(temporaryFolder, { recursive: true });
});

/** The stack as the earlier version deployed it. Its secondary does not run here: the specs act as it did. */
function packageEarlier(): string {
  const packageFolder = path.join(folder, 'package');
  cpSync(WORKSPACE.packageFolder, packageFolder, { recursive: true });
  const template = readFileSync(path.join(__dirname, 'earlier-template.json'));
  writeFileSync(path.join(packageFolder, TEMPLATE), template);
  const zip = buildZip([{ name: 'src/smoke-handler.js', data: EARLIER_CODE }]);
  writeFileSync(path.join(packageFolder, 'smoke.zip'), zip);
  return packageFolder;
}

function until<T extends TimedEntry>(matches: (entry: TimedEntry) => entry is T): Promise<T> {
  return new Promise((resolve) => {
    const found = entries.find(matches);
    if (found) resolve(found);
    const close = timeline.subscribe((entry) => {
      if (!matches(entry)) return;
      close();
      resolve(entry);
    });
  });
}

const whenTask = (requestId: string, status: string) =>
  until(
    (entry): entry is TaskEntry =>
      entry.type === 'task' && entry.requestId === requestId && entry.status === status,
  );
const whenGivenUp = (requestId: string) =>
  until(
    (entry): entry is Extract<TimedEntry, { type: 'given-up' }> =>
      entry.type === 'given-up' && entry.requestId === requestId,
  );
const whenParked = (requestId: string) =>
  until(
    (entry): entry is Extract<TimedEntry, { type: 'moved' }> =>
      entry.type === 'moved' && entry.requestId === requestId,
  );

/** @returns the request id of an event that waits in the failure queue */
async function fail(event: object): Promise<string> {
  const Payload = JSON.stringify(event);
  const input = { FunctionName: FUNCTION, InvocationType: 'Event' as const, Payload };
  const { $metadata } = await lambda.send(new InvokeCommand(input));
  const requestId = $metadata.requestId ?? '';
  await whenGivenUp(requestId);
  return requestId;
}

/** As the earlier secondary did. */
async function launchEarlier(requestId: string, event: object): Promise<string> {
  const identity = { functionName: FUNCTION, requestId, attempt: 1 };
  const variables = encodeContract({
    event: { text: JSON.stringify(event) },
    context: {
      functionName: FUNCTION,
      awsRequestId: requestId,
      invokedFunctionArn: `arn:aws:lambda:${REGION}:000000000000:function:${FUNCTION}`,
    },
  });
  const { tasks = [] } = await ecs.send(
    new RunTaskCommand({
      cluster: CLUSTER,
      taskDefinition: EARLIER_FAMILY,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      overrides: {
        containerOverrides: [
          {
            name: 'runner',
            environment: Object.entries(variables).map(([name, value]) => ({ name, value })),
          },
        ],
        cpu: '256',
        memory: '512',
      },
      startedBy: formatStartedBy(identity),
      clientToken: clientToken(identity, 0),
      group: FUNCTION,
    }),
  );
  await whenTask(requestId, 'RUNNING');
  return tasks[0]?.taskArn ?? '';
}

/** Deletes the only message of the failure queue, as the earlier secondary did once a task was started. */
async function deleteFailure(): Promise<void> {
  const QueueUrl = queueUrl('smoke-failures');
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }),
  );
  const [{ ReceiptHandle } = {}] = Messages;
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
}

it('begins with an event in each state of a rescue', async () => {
  ids.stopped = await fail(neverEnding());
  const task = await launchEarlier(ids.stopped, neverEnding());
  await deleteFailure();
  await ecs.send(new StopTaskCommand({ cluster: CLUSTER, task, reason: 'spec' }));
  await whenTask(ids.stopped, 'STOPPED');
  const { length: mappings } = cloud.mappings;
  expect(mappings).toBe(0);

  const released = { until: path.join(folder, 'updated') };
  ids.running = await fail(released);
  // Its message stays, as if it had been delivered twice.
  await launchEarlier(ids.running, released);
  ids.waiting = await fail({ id: 'waiting', sleepSeconds: 0 });
  expect(tasksOf(ids.waiting)).toEqual([]);
});

it('updates the stack', async () => {
  const deployed = await serverless(environment(printed(), homeFolder()), 'deploy');
  expect(deployed).toMatchObject({
    exitCode: 0,
    output: expect.stringContaining('Service deployed to stack immortal-dev') as unknown,
  });
});

it('rescues the event that waited, once, with the function’s own task definition', async () => {
  const { exitCode } = await whenTask(ids.waiting, 'STOPPED');
  expect(exitCode).toBe(0);
  expect(familiesOf(ids.waiting)).toEqual([FUNCTION]);
});

it('parks the event whose container was stopped before the update', async () => {
  const { reason } = await whenParked(ids.stopped);
  expect(reason).toContain('A person or a program stopped the task');
});

it('leaves the container alone that ran during the update, and starts no other for its event', async () => {
  writeFileSync(path.join(folder, 'updated'), '');
  const { exitCode } = await whenTask(ids.running, 'STOPPED');
  expect(exitCode).toBe(0);
  expect(familiesOf(ids.running)).toEqual([EARLIER_FAMILY]);
});

it('has no event left in the failure queue, and the parked one is whole and alone', async () => {
  const clients = clientsOf(printed());
  expect(await messagesIn(clients, queueUrl('smoke-failures'))).toBe(0);
  for (const client of Object.values(clients)) client.destroy();
  const receive = { QueueUrl: queueUrl('parked'), MaxNumberOfMessages: 10 };
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(receive));
  expect(Messages.map(({ Body }) => JSON.parse(Body ?? '') as unknown)).toEqual([neverEnding()]);
});
