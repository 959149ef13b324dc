// Faults of operations, as unchanged SDK clients and the processes of the local cloud meet them.
import { ListTasksCommand } from '@aws-sdk/client-ecs';
import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { cluster, lambdaFunction, queue, REGION } from '../../testing/fixture';
import {
  clientsOf,
  type SpecClients,
  type SpecCloud,
  startSpecCloud,
} from '../../testing/spec-cloud';

let spec: SpecCloud;
let s3: S3Client;
/** Clients that do not try again. */
let once: SpecClients;

beforeAll(async () => {
  spec = await startSpecCloud({
    ...cluster(),
    Orders: queue('orders'),
    Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'data' } },
    Send: lambdaFunction('send', 'send', { Timeout: 20 }),
  });
  const { origin } = spec.cloud;
  once = clientsOf(origin, { maxAttempts: 1 });
  const credentials = { accessKeyId: 'spec', secretAccessKey: 'spec' };
  const config = { endpoint: origin, region: REGION, credentials, maxAttempts: 1 };
  s3 = new S3Client({ ...config, forcePathStyle: true });
});
afterAll(async () => {
  s3.destroy();
  await spec.stop();
});

const arm = (point: string, kind: string, count?: number) => {
  spec.cloud.faults.arm({ point, kind, ...(count !== undefined && { count }) });
};
const object = { Bucket: 'data', Key: 'order' };
const message = () => ({
  QueueUrl: `${spec.cloud.origin}/000000000000/orders`,
  MessageBody: 'order',
});

/** One call of each service. */
const CALLS: Record<string, () => Promise<unknown>> = {
  'ecs.ListTasks': () => once.ecs.send(new ListTasksCommand({ cluster: 'spec' })),
  'lambda.GetFunction': () => once.lambda.send(new GetFunctionCommand({ FunctionName: 'send' })),
  'sqs.SendMessage': () => once.sqs.send(new SendMessageCommand(message())),
  's3.GetObject': () => s3.send(new GetObjectCommand(object)),
  's3.PutObject': () => s3.send(new PutObjectCommand({ ...object, Body: 'order' })),
};
const call = (point: string) => CALLS[point]!();

it.each([
  ['ecs.ListTasks', 'ThrottlingException', 400],
  ['ecs.ListTasks', 'ServerException', 500],
  ['ecs.ListTasks', 'AccessDeniedException', 400],
  ['lambda.GetFunction', 'TooManyRequestsException', 429],
  ['lambda.GetFunction', 'AccessDeniedException', 403],
  ['lambda.GetFunction', 'ServiceException', 500],
  ['sqs.SendMessage', 'ServiceUnavailable', 503],
  ['sqs.SendMessage', 'RequestThrottled', 400],
  ['s3.GetObject', 'SlowDown', 503],
  ['s3.GetObject', 'AccessDenied', 403],
  ['s3.PutObject', 'InternalError', 500],
  ['s3.PutObject', 'NeverHeardOf', 400],
])('%s answers with %s as AWS does', async (point, name, httpStatusCode) => {
  arm(point, name);
  await expect(call(point)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
});

it('answers rightly again when the faults are used up', async () => {
  arm('ecs.ListTasks', 'ThrottlingException', 2);
  await expect(call('ecs.ListTasks')).rejects.toThrow('Rate exceeded');
  await expect(call('ecs.ListTasks')).rejects.toThrow('Rate exceeded');
  await expect(call('ecs.ListTasks')).resolves.toMatchObject({ taskArns: [] });
});

it('strikes no other operation', async () => {
  await call('s3.PutObject');
  arm('s3.GetObject', 'SlowDown');
  await s3.send(new HeadObjectCommand(object));
  await call('s3.PutObject');
  await expect(call('s3.GetObject')).rejects.toThrow();
});

describe('the connection is closed', () => {
  it.each([
    ['before the operation takes effect', 'refused', 0],
    ['after it has taken effect', 'unanswered', 1],
    ['before it takes effect, when there is no process to crash', 'crash-before', 0],
    ['after it has taken effect, when there is no process to crash', 'crash-after', 1],
  ])('%s', async (_title, kind, sent) => {
    const before = await spec.depth('orders');
    arm('sqs.SendMessage', kind);
    await expect(call('sqs.SendMessage')).rejects.toThrow('socket hang up');
    expect(await spec.depth('orders')).toBe(before + sent);
  });

  it('and an SDK client tries again, as it is', async () => {
    const before = await spec.depth('orders');
    arm('sqs.SendMessage', 'unanswered');
    await spec.sqs.send(new SendMessageCommand(message()));
    expect(await spec.depth('orders')).toBe(before + 2);
  });
});

describe('a process is killed', () => {
  it.each([
    ['before its call takes effect', 'crash-before', 0],
    ['after its call has taken effect', 'crash-after', 1],
  ])('%s', async (_title, kind, sent) => {
    const before = await spec.depth('orders');
    arm('sqs.SendMessage', kind);
    const event = JSON.stringify({ queue: 'orders', body: 'order' });
    const run = () =>
      spec.lambda.send(new InvokeCommand({ FunctionName: 'send', Payload: Buffer.from(event) }));
    const crashed = await run();
    expect(JSON.parse(crashed.Payload?.transformToString() ?? '')).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('signal: killed') as unknown,
    });
    expect(await spec.depth('orders')).toBe(before + sent);
    expect(spec.recorder.all('fault').at(-1)).toMatchObject({
      point: 'sqs.SendMessage',
      kind,
      struck: 'the function send',
    });
    expect((await run()).Payload?.transformToString()).toBe('"sent"');
  });
});
