// The storage as the other services of the local cloud use it: typed calls, no HTTP.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { MovedMessage, TakenMessage } from './moved-messages';
import { startStorage, type Storage } from './start-storage';
import { ACCOUNT, queueArn, REGION, callStorage } from './spec-server';

const options = { region: REGION, accountId: ACCOUNT, origin: 'http://127.0.0.1:4566' };
let storage: Storage;
beforeEach(async () => {
  storage = await startStorage(options);
});
afterEach(() => storage.close());

const redrive = (name: string, maxReceiveCount: number) => ({
  RedrivePolicy: { deadLetterTargetArn: queueArn(name), maxReceiveCount },
});

describe('queues', () => {
  it.each([
    ['a dead-letter queue that is not there', redrive('none', 3), 'Dead letter target'],
    ['an attribute that SQS does not have', { Color: 'red' }, 'Unknown Attribute Color'],
  ])('are refused with %s', async (_what, properties, reason) => {
    await expect(storage.createQueue({ name: 'jobs', properties })).rejects.toThrow(reason);
  });

  it('hand a message over in the shape of a Lambda event', async () => {
    await storage.createQueue({ name: 'jobs', properties: {} });
    const messageId = await storage.sendMessage(queueArn('jobs'), '{"a":"🚀"}', {
      RequestID: { DataType: 'String', StringValue: 'a-b-c' },
    });
    const messages = await storage.receiveMessages(queueArn('jobs'), { max: 10, waitSeconds: 0 });
    expect(messages).toMatchObject([
      {
        messageId,
        body: '{"a":"🚀"}',
        attributes: { ApproximateReceiveCount: '1' },
        messageAttributes: {
          RequestID: {
            dataType: 'String',
            stringValue: 'a-b-c',
            stringListValues: [],
            binaryListValues: [],
          },
        },
      },
    ]);
  });

  it('count their messages by state, and lose them by deleting', async () => {
    await storage.createQueue({ name: 'jobs', properties: {} });
    const arn = queueArn('jobs');
    await storage.sendMessage(arn, 'one');
    await storage.sendMessage(arn, 'two');
    const [message] = await storage.receiveMessages(arn, { max: 1, waitSeconds: 0 });
    expect(await storage.queueDepth(arn)).toStrictEqual({ visible: 1, inFlight: 1, delayed: 0 });
    await storage.changeVisibility(arn, message!.receiptHandle, 0);
    expect(await storage.queueDepth(arn)).toStrictEqual({ visible: 2, inFlight: 0, delayed: 0 });
    for (const { receiptHandle } of await storage.receiveMessages(arn, { max: 2, waitSeconds: 0 }))
      await storage.deleteMessage(arn, receiptHandle);
    expect(await storage.queueDepth(arn)).toStrictEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('end all waiting when they close', async () => {
    await storage.createQueue({ name: 'jobs', properties: {} });
    const waiting = storage.receiveMessages(queueArn('jobs'), { max: 1, waitSeconds: 20 });
    // An answer to a later call shows that the earlier one has arrived and waits.
    await storage.queueDepth(queueArn('jobs'));
    await storage.close();
    expect(await waiting).toStrictEqual([]);
    await expect(storage.queueDepth(queueArn('jobs'))).rejects.toThrow('the storage is closed');
  });

  it.each([queueArn('none'), 'arn:aws:sqs:us-east-1:123456789012:jobs'])(
    'are refused under an ARN that is none of theirs: %s',
    async (arn) => {
      await expect(storage.sendMessage(arn, 'a')).rejects.toMatchObject({
        code: 'QueueDoesNotExist',
      });
    },
  );
});

describe('messages that get into a dead-letter queue', () => {
  const moved: MovedMessage[] = [];
  const takenOut: TakenMessage[] = [];
  beforeEach(async () => {
    moved.length = 0;
    await storage.close();
    takenOut.length = 0;
    storage = await startStorage({
      ...options,
      onMoved: (message) => moved.push(message),
      onTakenOut: (message) => takenOut.push(message),
    });
    await storage.createQueue({ name: 'parked', properties: {} });
    await storage.createQueue({ name: 'jobs', properties: redrive('parked', 1) });
  });
  const attributes = { RequestID: { DataType: 'String', StringValue: 'r-1' } };

  it('by a redrive policy are told of, with the queue that they come from', async () => {
    const arn = queueArn('jobs');
    const messageId = await storage.sendMessage(arn, 'order', attributes);
    const [message] = await storage.receiveMessages(arn, { max: 1, waitSeconds: 0 });
    await storage.changeVisibility(arn, message!.receiptHandle, 0);
    expect(moved).toStrictEqual([]);
    expect(await storage.receiveMessages(arn, { max: 1, waitSeconds: 0 })).toHaveLength(0);
    expect(moved).toStrictEqual([
      { queue: 'parked', from: 'jobs', messageId, attributes: { RequestID: 'r-1' } },
    ]);
  });

  it('because they are sent there are told of, too', async () => {
    const messageId = await storage.sendMessage(queueArn('parked'), 'order', attributes);
    expect(moved).toStrictEqual([{ queue: 'parked', messageId, attributes: { RequestID: 'r-1' } }]);
  });

  it('and are deleted there are told of once more, those of other queues are not', async () => {
    await storage.sendMessage(queueArn('parked'), 'order', attributes);
    await storage.sendMessage(queueArn('jobs'), 'order', attributes);
    for (const arn of [queueArn('parked'), queueArn('jobs')]) {
      const [message] = await storage.receiveMessages(arn, { max: 1, waitSeconds: 0 });
      await storage.deleteMessage(arn, message!.receiptHandle);
    }
    expect(takenOut).toStrictEqual([
      { queue: 'parked', messageId: moved[0]?.messageId, attributes: { RequestID: 'r-1' } },
    ]);
  });

  it('can be looked at and taken out without receiving them', async () => {
    const arn = queueArn('parked');
    const [first, second] = [
      await storage.sendMessage(arn, 'a', attributes),
      await storage.sendMessage(arn, 'b'),
    ];
    expect(storage.takeOut(arn, first, 'jobs')).toBe(true);
    expect(storage.takeOut(arn, first)).toBe(false);
    expect(takenOut).toMatchObject([{ queue: 'parked', messageId: first, to: 'jobs' }]);
    expect(storage.messagesIn(arn)).toMatchObject([
      { message: { messageId: second, body: 'b' }, isHeld: false },
    ]);
  });

  it('can’t be taken away from a receiver', async () => {
    const arn = queueArn('parked');
    const messageId = await storage.sendMessage(arn, 'a');
    await storage.receiveMessages(arn, { max: 1, waitSeconds: 0 });
    expect(storage.messagesIn(arn)).toMatchObject([{ isHeld: true }]);
    expect(storage.takeOut(arn, messageId)).toBe(false);
  });
});

describe('a time scale', () => {
  // Half an hour is shorter than the longest wait only because time is scaled.
  const MINUTES_30 = 1800;
  beforeEach(async () => {
    await storage.close();
    storage = await startStorage({ ...options, timeScale: { factor: 100_000 } });
  });

  const ARN = queueArn('jobs');
  const receive = (waitSeconds = 5) => storage.receiveMessages(ARN, { max: 1, waitSeconds });
  const create = (properties: object) =>
    storage.createQueue({ name: 'jobs', properties: { ...properties } });

  it('shortens delays, and leaves their attribute alone', async () => {
    await create({ DelaySeconds: 900 });
    await storage.sendMessage(ARN, 'a');
    expect(await receive()).toHaveLength(1);
  });

  it('does not shorten a visibility timeout while a receiver works on the message', async () => {
    await create({ VisibilityTimeout: 60 });
    await storage.sendMessage(ARN, 'a');
    const [message] = await receive();
    expect(await receive(0.1)).toHaveLength(0);
    await storage.changeVisibility(ARN, message!.receiptHandle, MINUTES_30);
    expect(await receive(0.1)).toHaveLength(0);
  });

  it('shortens what is left of a visibility timeout when a message is given back', async () => {
    await create({ VisibilityTimeout: MINUTES_30 });
    await storage.sendMessage(ARN, 'a');
    const [first] = await receive();
    const { waitSeconds, awsWaitSeconds } = storage.giveBack(ARN, first!.receiptHandle);
    expect(Math.round(awsWaitSeconds)).toBe(MINUTES_30);
    expect(waitSeconds).toBe(awsWaitSeconds / 100_000);
    const [second] = await receive();
    await storage.changeVisibility(ARN, second!.receiptHandle, 43_200);
    storage.giveBack(ARN, second!.receiptHandle);
    const [third] = await receive();
    expect(third?.attributes['ApproximateReceiveCount']).toBe('3');
  });

  it('does not bring back what was deleted before it was given back', async () => {
    await create({ VisibilityTimeout: MINUTES_30 });
    await storage.sendMessage(ARN, 'a');
    const [message] = await receive();
    await storage.deleteMessage(ARN, message!.receiptHandle);
    storage.giveBack(ARN, message!.receiptHandle);
    expect(await receive(0.1)).toHaveLength(0);
  });
});

describe('requests that are neither SQS nor S3', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

  it('of the query protocol are refused in its form', async () => {
    const body = Buffer.from('Action=ListQueues&Version=2012-11-05');
    const answer = await callStorage(storage, { method: 'POST', url: '/', headers: form, body });
    expect(answer.status).toBe(400);
    expect(String(answer.body)).toContain('<Code>UnsupportedOperation</Code>');
  });

  it('with a body that is not JSON are refused', async () => {
    const headers = { 'x-amz-target': 'AmazonSQS.ListQueues' };
    const answer = await callStorage(storage, {
      method: 'POST',
      url: '/',
      headers,
      body: Buffer.from('{'),
    });
    expect(answer.status).toBe(400);
    expect(String(answer.body)).toContain('SerializationException');
  });
});

// In a process of its own, as the local cloud runs it: without jest, through swc-node. A server that
// is opened afterwards shows that an open socket would have been seen.
const SCRIPT = `
  const { startStorage } = require('./src/services/storage');
  const sockets = () => process.getActiveResourcesInfo().filter((name) => /TCP|UDP|Pipe|Server/.test(name));
  (async () => {
    const before = sockets().length;
    const storage = await startStorage(${JSON.stringify(options)});
    await storage.createQueue({ name: 'jobs', properties: {} });
    await storage.createBucket('data');
    await storage.sendMessage('${queueArn('jobs')}', '🚀');
    const [message] = await storage.receiveMessages('${queueArn('jobs')}', { max: 1, waitSeconds: 0 });
    const opened = sockets().length - before;
    const server = require('node:http').createServer().listen(0, '127.0.0.1', async () => {
      const control = sockets().length - before;
      server.close();
      await storage.close();
      console.log(JSON.stringify({ body: message.body, opened, control }));
    });
  })();
`;

it('loads without jest, opens no socket and lets the process end', () => {
  const node = spawnSync(process.execPath, ['-r', '@swc-node/register', '-e', SCRIPT], {
    cwd: path.join(__dirname, '../../..'),
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(node).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(node.stdout)).toStrictEqual({ body: '🚀', opened: 0, control: 1 });
});
