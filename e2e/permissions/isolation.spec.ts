// What the container of one rescued function can't do to another one, and what the secondary can't start. Each call is
// made with the SDK, by the process in question; the local cloud enforces the stack's policies.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { LOCAL_ACCOUNT_ID } from '@immortal/local-cloud';
import { failureQueueOf } from '@immortal/shared';
import { type Answer, type Call } from '../testbed/calls';
import { PARKED_QUEUE, PRIMARY, readPackagedTemplate, SAMPLE } from '../testbed/service';
import { grantsIn } from './grants';
import { IsolatedService, STRANGER } from './isolated-service';

const bucket = (name: string) => `immortal-dev-${name}-${LOCAL_ACCOUNT_ID}-eu-west-1`;
const BUCKET = bucket('hand-over');
const CLUSTER = 'immortal-dev';
const STORED = 'stored.json';

/** A call, and what must come of it: nothing, or the denial of an action. */
type Row = readonly [title: string, call: () => Call, denied?: string];

let service: IsolatedService;

const call = (client: string, operation: string, input: object): Call => {
  return { client, operation, input };
};
const object = (operation: string, functionName: string) =>
  call('s3', operation, { Bucket: BUCKET, Key: `${functionName}/${STORED}` });
const message = (operation: string, queue: string, input: object = {}) =>
  call('sqs', operation, { QueueUrl: `${service.origin}/${LOCAL_ACCOUNT_ID}/${queue}`, ...input });
const runTask = (taskDefinition: string) =>
  call('ecs', 'RunTask', { cluster: CLUSTER, taskDefinition, launchType: 'FARGATE' });

const OF_TASK: readonly Row[] = [
  ['reads its own function', () => call('lambda', 'GetFunction', { FunctionName: PRIMARY })],
  [
    'can’t read another function',
    () => call('lambda', 'GetFunction', { FunctionName: SAMPLE }),
    'lambda:GetFunction',
  ],
  ['reads its own stored events', () => object('GetObject', PRIMARY)],
  ['can’t read the stored events of another', () => object('GetObject', SAMPLE), 's3:GetObject'],
  ['can’t replace a stored event', () => object('PutObject', PRIMARY), 's3:PutObject'],
  ['can’t delete a stored event', () => object('DeleteObject', PRIMARY), 's3:DeleteObject'],
  [
    'can’t list the stored events',
    () => call('s3', 'ListObjectsV2', { Bucket: BUCKET }),
    's3:ListBucket',
  ],
  ...[PRIMARY, SAMPLE].map((name): Row => {
    const queue = failureQueueOf(name);
    return [
      `can’t receive from ${queue}`,
      () => message('ReceiveMessage', queue),
      'sqs:ReceiveMessage',
    ];
  }),
  ...[failureQueueOf(SAMPLE), PARKED_QUEUE].map((queue): Row => {
    const send = () => message('SendMessage', queue, { MessageBody: '{}' });
    return [`can’t send to ${queue}`, send, 'sqs:SendMessage'];
  }),
  ...[PRIMARY, SAMPLE, STRANGER].map((family): Row => {
    return [`can’t start a task of ${family}`, () => runTask(family), 'ecs:RunTask'];
  }),
  [
    'can’t write the log of another function',
    () => {
      const group = { logGroupName: `/aws/lambda/${SAMPLE}`, logStreamName: 'forged' };
      return call('cloudwatch-logs', 'CreateLogStream', group);
    },
    'logs:CreateLogStream',
  ],
  [
    'can’t use the permissions of another function’s business',
    () => call('s3', 'GetObject', { Bucket: bucket('data'), Key: 'input.json' }),
    's3:GetObject',
  ],
  [
    'can’t find the tasks of others',
    () => call('ecs', 'ListTasks', { cluster: CLUSTER }),
    'ecs:ListTasks',
  ],
];

const OF_SECONDARY: readonly Row[] = [
  ['can’t start a task of another family', () => runTask(STRANGER), 'ecs:RunTask'],
  ['can’t give a task another role', () => runTask(SAMPLE), 'iam:PassRole'],
  [
    'can’t read the function that it rescues',
    () => call('lambda', 'GetFunction', { FunctionName: PRIMARY }),
    'lambda:GetFunction',
  ],
];

const titlesOf = (rows: readonly Row[]) =>
  rows.map(([title, , denied], index) => [title, index, denied] as const);
const callsOf = (rows: readonly Row[]) => rows.map(([, makeCall]) => makeCall());

function expectAnswer(answer: Answer | undefined, denied: string | undefined): void {
  if (denied === undefined) {
    expect(answer).toEqual({});
    return;
  }
  expect(answer?.error).toMatch(/^AccessDenied/);
  expect(answer?.error).toContain(`perform: ${denied}`);
}

beforeAll(async () => {
  service = await IsolatedService.open();
  const s3 = new S3Client({ ...service.clientOptions, forcePathStyle: true });
  for (const name of [PRIMARY, SAMPLE]) {
    const Key = `${name}/${STORED}`;
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: '{}' }));
  }
  s3.destroy();
});

afterAll(async () => {
  await service.close();
});

describe('the container of a function', () => {
  let answers: Answer[];

  beforeAll(async () => {
    answers = await service.callFromTask(callsOf(OF_TASK));
  });

  it.each(titlesOf(OF_TASK))('%s', (_, index, denied) => {
    expectAnswer(answers[index], denied);
  });
});

describe('the secondary', () => {
  let answers: Answer[];

  beforeAll(async () => {
    answers = await service.callFromSecondary(callsOf(OF_SECONDARY));
  });

  it.each(titlesOf(OF_SECONDARY))('%s', (_, index, denied) => {
    expectAnswer(answers[index], denied);
  });
});

it('only the secondary’s role can start containers and give them a role', () => {
  const owners = grantsIn(readPackagedTemplate())
    .filter(({ action }) => ['ecs:RunTask', 'iam:PassRole'].includes(action))
    .map(({ owner }) => owner);
  expect(owners).toEqual(['SecondaryRole', 'SecondaryRole']);
});
