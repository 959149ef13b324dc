// Queues that functions read, as those who send messages see them.
import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { lambdaFunction, mapping, queue, queueArn } from '../../../testing/fixture';
import { eventually } from '../../../testing/recorder';
import { type SpecCloud, startSpecCloud } from '../../../testing/spec-cloud';

const PARTIAL = { FunctionResponseTypes: ['ReportBatchItemFailures'] };
/** A minute of AWS passes in 6 ms, and 6 hours in 2.2 s. */
const TIME_SCALE = 10_000;
const redrive = (deadLetter: string, maxReceiveCount: number) => ({
  RedrivePolicy: { deadLetterTargetArn: queueArn(deadLetter), maxReceiveCount },
});
let spec: SpecCloud;

beforeAll(async () => {
  const minute = { VisibilityTimeout: 60 };
  spec = await startSpecCloud(
    {
      Parked: queue('parked'),
      Orders: queue('orders', { ...minute, ...redrive('parked', 3) }),
      Slow: queue('slow', { VisibilityTimeout: 21_600 }),
      Malformed: queue('malformed', minute),
      Failing: queue('failing', { ...minute, ...redrive('parked', 2) }),
      Unread: queue('unread', minute),
      Batch: lambdaFunction('batch', 'batch', { Timeout: 30 }),
      MalformedBatch: lambdaFunction('malformed-batch', 'malformedBatch'),
      FailOnBatch: lambdaFunction('fail-on-batch', 'failOnBatch'),
      OrdersMapping: mapping('orders', 'batch', PARTIAL),
      SlowMapping: mapping('slow', 'batch', PARTIAL),
      MalformedMapping: mapping('malformed', 'malformed-batch', PARTIAL),
      FailingMapping: mapping('failing', 'fail-on-batch', { BatchSize: 2 }),
      UnreadMapping: mapping('unread', 'batch', { Enabled: false }),
    },
    { timeScale: TIME_SCALE },
  );
});
afterAll(() => spec.stop());

const urlOf = (name: string) => `${spec.cloud.origin}/000000000000/${name}`;

async function send(queueName: string, ...orders: unknown[]): Promise<void> {
  const entries = orders.map((one, Id) => ({ Id: String(Id), MessageBody: JSON.stringify(one) }));
  const batch = { QueueUrl: urlOf(queueName), Entries: entries };
  await spec.sqs.send(new SendMessageBatchCommand(batch));
}

const deliveriesOf = (order: string) =>
  spec.recorder.lines().filter((line) => line.includes(`order ${order},`)).length;
const empty = (queueName: string) =>
  eventually(
    () => spec.depth(queueName),
    (depth) => depth === 0,
  );

it('deletes what was done, and brings back what has failed', async () => {
  await send('orders', { order: 'good' }, { order: 'bad', fails: 1 }, { order: 'fine' });
  await spec.recorder.untilLine('order bad, delivery 2');
  await empty('orders');
  expect(['good', 'bad', 'fine'].map(deliveriesOf)).toStrictEqual([1, 2, 1]);
  expect(await spec.depth('parked')).toBe(0);
});

it('parks what has failed too often', async () => {
  await send('orders', { order: 'hopeless', fails: 9 });
  await eventually(
    () => spec.depth('parked'),
    (depth) => depth === 1,
  );
  expect(deliveriesOf('hopeless')).toBe(3);
  const parked = { max: 10, waitSeconds: 0, visibilityTimeoutSeconds: 43_200 };
  const [message] = await spec.cloud.storage.receiveMessages(queueArn('parked'), parked);
  expect(message?.body).toBe('{"order":"hopeless","fails":9}');
  await spec.cloud.storage.deleteMessage(queueArn('parked'), message!.receiptHandle);
});

it('does not bring back a message while the function works on it', async () => {
  // Scaled, both the queue's visibility timeout and the function's own are over long before.
  await send('orders', { order: 'long', hideFor: 120, takesMs: 300 }, { order: 'beside' });
  await empty('orders');
  await spec.recorder.untilLine('order long, delivery 1');
  expect(deliveriesOf('long')).toBe(1);
});

it('brings a message back when the function says, later than its neighbors', async () => {
  const later = { order: 'later', fails: 1, hideFor: 21_600 };
  await send('orders', later, { order: 'soon', fails: 2 });
  await spec.recorder.untilLine('order soon, delivery 3');
  expect(deliveriesOf('later')).toBe(1);
  await spec.recorder.untilLine('order later, delivery 2');
});

it('brings a message back when the function says, sooner than its neighbors', async () => {
  await send('slow', { order: 'at once', fails: 3, hideFor: 0 }, { order: 'patient', fails: 1 });
  await spec.recorder.untilLine('order at once, delivery 4');
  expect(deliveriesOf('patient')).toBe(1);
  await spec.recorder.untilLine('order patient, delivery 2');
});

it('brings all back when the answer is malformed', async () => {
  await send('malformed', 'a', 'b');
  const { kept, errorMessage } = await spec.recorder.until(
    'delivery-ended',
    (entry) => entry.queue === 'malformed',
  );
  expect(kept).toBe(2);
  expect(errorMessage).toBe(
    'malformed batch response: {"batchItemFailures":[{"itemIdentifier":""}]}',
  );
  await empty('malformed');
});

it('brings all back when the function fails, until they are parked', async () => {
  await send('failing', 'c', 'd');
  await eventually(
    () => spec.depth('parked'),
    (depth) => depth === 2,
  );
  const { deleted, errorMessage } = await spec.recorder.until(
    'delivery-ended',
    (entry) => entry.queue === 'failing',
  );
  expect(deleted).toBe(0);
  expect(errorMessage).toMatch(/^batch of "c"/);
});

it('tells whose messages a batch has, and when those that are kept come back', async () => {
  const entries = ['r-1', 'r-2'].map((requestId) => ({
    Id: requestId,
    MessageBody: JSON.stringify({ order: requestId, fails: 1 }),
    MessageAttributes: { RequestID: { DataType: 'String', StringValue: requestId } },
  }));
  const QueueUrl = urlOf('orders');
  await spec.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: entries }));
  const ended = await spec.recorder.until('delivery-ended', ({ rescues }) =>
    rescues.some(({ requestId }) => requestId === 'r-1'),
  );
  expect(ended).toMatchObject({ rescues: [{ requestId: 'r-1' }, { requestId: 'r-2' }], kept: 2 });
  expect(ended.requestId).toBeUndefined();
  // Seconds of the queue's visibility timeout that are left when the function has answered.
  expect(ended.awsWaitSeconds).toBeGreaterThan(30);
  expect(ended.waitSeconds).toBe(ended.awsWaitSeconds! / TIME_SCALE);
  await empty('orders');
});

it('gathers a batch, as long as its window lasts', async () => {
  const window = { BatchSize: 3, MaximumBatchingWindowInSeconds: 300 };
  const other = await startSpecCloud(
    {
      Window: queue('window'),
      MalformedBatch: lambdaFunction('malformed-batch', 'malformedBatch'),
      WindowMapping: mapping('window', 'malformed-batch', window),
    },
    // The whole window would be longer than the test waits.
    { timeScale: 1 },
  );
  const QueueUrl = `${other.cloud.origin}/000000000000/window`;
  for (const MessageBody of ['e', 'f', 'g']) {
    await other.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  }
  await other.recorder.untilLine('batch of');
  expect(other.recorder.lines().map((line) => line.replace(/^.*\t/, ''))).toStrictEqual([
    'batch of e,f,g',
  ]);
  await other.stop();
});

it('reads no queue whose mapping is disabled', async () => {
  await send('unread', { order: 'unread' });
  await send('orders', { order: 'read' });
  await spec.recorder.untilLine('order read, delivery 1');
  expect(await spec.depth('unread')).toBe(1);
  expect(spec.cloud.mappings.map(({ queueArn: arn }) => arn)).not.toContain(queueArn('unread'));
});
