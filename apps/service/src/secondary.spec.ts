import {
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Context, type SQSEvent, type SQSRecord } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type handler as Handler } from './secondary';

const ecs = mockClient(ECSClient);
const sqs = mockClient(SQSClient);
const s3 = mockClient(S3Client);
const ENV = {
  CLUSTER: 'arn:aws:ecs:eu-west-1:123456789012:cluster/immortal-dev',
  RESCUED_FUNCTIONS: 'rescued-functions.json',
  NETWORK_1A2B3C4D: '{"subnets":"subnet-0a1","securityGroups":"sg-0c3","assignPublicIp":"ENABLED"}',
  PARKED_QUEUE: 'https://sqs.eu-west-1.amazonaws.com/123456789012/immortal-dev-parked',
  HAND_OVER_BUCKET: 'immortal-dev-hand-over',
  POWERTOOLS_SERVICE_NAME: 'immortal-dev',
  POWERTOOLS_DEV: 'true', // the logger then writes to the console that the specs watch
};
/** As the Serverless plugin writes it: the functions that the specs use are two of many. */
const FUNCTIONS = JSON.stringify({
  functions: Object.fromEntries(
    ['orders', 'mails', ...Array.from({ length: 498 }, (_, index) => String(index))].map((key) => {
      return [`immortal-dev-${key}`, { rescue: {}, network: 'NETWORK_1A2B3C4D' }] as const;
    }),
  ),
});
const CONTEXT = { functionName: 'immortal-dev-secondary', awsRequestId: 'own-id' } as Context;

const record = (messageId: string, change: Partial<SQSRecord> = {}) =>
  ({
    messageId,
    body: '{"id":1}',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:immortal-dev-orders-failures',
    receiptHandle: `handle-${messageId}`,
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1763856000000' },
    messageAttributes: { RequestID: { stringValue: `request-${messageId}`, dataType: 'String' } },
    ...change,
  }) as SQSRecord;

const batch = (...Records: SQSRecord[]): SQSEvent => ({ Records });
const failed = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});
const parked = () =>
  sqs.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => ({
    queue: input.QueueUrl?.replace(/^.*\//, ''),
    body: input.MessageBody,
    reason: input.MessageAttributes?.['Reason']?.StringValue,
  }));
const startedBy = () =>
  ecs.commandCalls(RunTaskCommand).map(({ args: [{ input }] }) => input.startedBy);

describe('the secondary', () => {
  let handler: typeof Handler;
  let logged: Record<string, unknown>[];

  let taskRoot: string;

  beforeAll(async () => {
    taskRoot = mkdtempSync(path.join(tmpdir(), 'secondary-'));
    writeFileSync(path.join(taskRoot, 'rescued-functions.json'), FUNCTIONS);
    Object.assign(process.env, ENV, { LAMBDA_TASK_ROOT: taskRoot });
    ({ handler } = await import('./secondary'));
  });

  afterAll(() => {
    rmSync(taskRoot, { recursive: true });
  });

  beforeEach(() => {
    ecs.reset();
    ecs.on(RunTaskCommand).resolves({ tasks: [{ taskArn: 'task/a' }] });
    ecs.on(ListTasksCommand).resolves({ taskArns: [] });
    sqs.reset();
    s3.reset();
    logged = [];
    const keep = (...line: unknown[]) => {
      logged.push(JSON.parse(String(line[0])) as Record<string, unknown>);
    };
    for (const method of ['info', 'error'] as const) {
      jest.spyOn(console, method).mockImplementation(keep);
    }
  });

  it('starts one container for each message', async () => {
    const queue = 'arn:aws:sqs:eu-west-1:123456789012:immortal-dev-mails-failures';
    const event = batch(record('1'), record('2', { eventSourceARN: queue }));

    await expect(handler(event, CONTEXT)).resolves.toEqual(failed());

    expect(startedBy()).toEqual([
      'immortal-dev-orders/request-1/1',
      'immortal-dev-mails/request-2/1',
    ]);
    const inputs = ecs.commandCalls(RunTaskCommand).map(({ args }) => args[0].input);
    expect(inputs).toEqual(
      ['immortal-dev-orders', 'immortal-dev-mails'].map((name) => {
        return expect.objectContaining({ taskDefinition: name, group: name }) as unknown;
      }),
    );
  });

  it('parks unreadable messages, passes large events through S3, and starts a container for each of the others', async () => {
    const elsewhere = 'arn:aws:sqs:eu-west-1:123456789012:immortal-dev-lost-failures';
    const large = JSON.stringify('x'.repeat(9000));
    const event = batch(
      record('not-json', { body: 'hello' }),
      record('good'),
      record('unknown-queue', { eventSourceARN: elsewhere }),
      record('too-large', { body: large }),
      record('also-good'),
    );

    await expect(handler(event, CONTEXT)).resolves.toEqual(failed());

    expect(startedBy().sort()).toEqual([
      'immortal-dev-orders/request-also-good/1',
      'immortal-dev-orders/request-good/1',
      'immortal-dev-orders/request-too-large/1',
    ]);
    expect(parked()).toEqual([
      {
        queue: 'immortal-dev-parked',
        body: 'hello',
        reason: expect.stringContaining('is not JSON') as unknown,
      },
      {
        queue: 'immortal-dev-parked',
        body: '{"id":1}',
        reason: expect.stringContaining(
          'is not the failure queue of a rescued function',
        ) as unknown,
      },
    ]);
    expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toEqual([
      expect.objectContaining({
        Bucket: 'immortal-dev-hand-over',
        Key: 'immortal-dev-orders/request-too-large.json',
        Body: large,
      }),
    ]);
  });

  it('reports every message of a batch as failed without failing itself', async () => {
    ecs.on(RunTaskCommand).resolves({ failures: [{ reason: 'RESOURCE:ENI' }] });
    const event = batch(record('1'), record('2'));
    await expect(handler(event, CONTEXT)).resolves.toEqual(failed('1', '2'));
    expect(
      sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input),
    ).toEqual(
      ['handle-1', 'handle-2'].map((ReceiptHandle) => ({
        QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/immortal-dev-orders-failures',
        ReceiptHandle,
        VisibilityTimeout: 30,
      })),
    );
  });

  it('does not report messages of an earlier batch', async () => {
    ecs
      .on(RunTaskCommand)
      .rejectsOnce(new Error('Rate exceeded'))
      .resolves({ tasks: [{ taskArn: 'task/a' }] });
    await expect(handler(batch(record('1')), CONTEXT)).resolves.toEqual(failed('1'));
    await expect(handler(batch(record('2')), CONTEXT)).resolves.toEqual(failed());
  });

  it('looks for a task first when a message is delivered again', async () => {
    const task = {
      taskArn: 'task/a',
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/immortal-dev-orders:7',
      startedBy: 'immortal-dev-orders/request-1/1',
    };
    ecs.on(ListTasksCommand).resolves({ taskArns: ['task/a'] });
    ecs.on(DescribeTasksCommand).resolves({ tasks: [task] });
    const again = record('1', { attributes: { ApproximateReceiveCount: '2' } as never });
    await expect(handler(batch(again), CONTEXT)).resolves.toEqual(failed());
    expect(startedBy()).toEqual([]);
  });

  it('names the rescued request in the log line that says where it runs', async () => {
    await handler(batch(record('1'), record('2')), CONTEXT);
    expect(logged).toHaveLength(2);
    expect(logged.find(({ messageId }) => messageId === '2')).toMatchObject({
      level: 'INFO',
      message: 'a container was started for the invocation',
      requestId: 'request-2',
      rescuedFunction: 'immortal-dev-orders',
      attempt: 1,
      messageId: '2',
      delivery: 1,
      taskArn: 'task/a',
      function_request_id: 'own-id',
    });
  });

  it('names the request, the queue, and the reason in the log line that says why it does not run', async () => {
    ecs.on(RunTaskCommand).resolves({ failures: [{ reason: 'RESOURCE:ENI' }] });
    await handler(batch(record('1')), CONTEXT);
    expect(logged).toEqual([
      expect.objectContaining({
        level: 'ERROR',
        message: 'the message stays in its queue',
        requestId: 'request-1',
        queue: 'immortal-dev-orders-failures',
        seconds: 30,
        error: expect.objectContaining({
          name: 'NoTaskStartedError',
          message: expect.stringContaining('RESOURCE:ENI') as unknown,
        }) as unknown,
      }),
    ]);
  });
});

describe('the secondary without its settings', () => {
  it('does not start', async () => {
    jest.resetModules();
    delete process.env['CLUSTER'];
    await expect(import('./secondary')).rejects.toThrow('CLUSTER is not set');
  });
});
