// Deliveries that go wrong, as a function that reads a queue sees them.
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { lambdaFunction, mapping, queue } from '../../../testing/fixture';
import { eventually } from '../../../testing/recorder';
import { type SpecCloud, startSpecCloud } from '../../../testing/spec-cloud';

const NAMES = ['one', 'two', 'three', 'four', 'five', 'six'];
let spec: SpecCloud;

beforeAll(async () => {
  const partial = { FunctionResponseTypes: ['ReportBatchItemFailures'] };
  // A queue for each test, so that no message of another one is in between.
  const queues = NAMES.map((name) => [name, queue(name, { VisibilityTimeout: 60 })] as const);
  const mappings = NAMES.map((name) => [`From${name}`, mapping(name, 'batch', partial)] as const);
  spec = await startSpecCloud({
    ...Object.fromEntries([...queues, ...mappings]),
    Batch: lambdaFunction('batch', 'batch', { Timeout: 30 }),
  });
});
afterAll(() => spec.stop());

async function send(name: string, ...orders: object[]): Promise<void> {
  const Entries = orders.map((order, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify(order),
  }));
  const QueueUrl = `${spec.cloud.origin}/000000000000/${name}`;
  await spec.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
}

const arm = (point: string, kind: string) => {
  spec.cloud.faults.arm({ point, kind });
};
const empty = (name: string) =>
  eventually(
    () => spec.depth(name),
    (depth) => depth === 0,
  );
/** What the function has seen of orders whose name begins so. */
const seen = (prefix: string) =>
  spec.recorder
    .lines()
    .map((line) => line.replace(/^.*\t/, ''))
    .filter((line) => line.startsWith(`order ${prefix}`));
const deliveries = (name: string) =>
  spec.recorder.all('delivery').filter((entry) => entry.queue === name);

it('delivers a message once more after it was deleted', async () => {
  arm('sqs.deliver', 'duplicate');
  await send('one', { order: 'a1' });
  await spec.recorder.untilLine('order a1, delivery 2');
  await empty('one');
  expect(seen('a1')).toStrictEqual(['order a1, delivery 1', 'order a1, delivery 2']);
});

it('delivers a message twice at the same time', async () => {
  arm('sqs.deliver', 'twice-at-once');
  await send('two', { order: 'b1', takesMs: 300 });
  // The second may begin a while after the first.
  await spec.recorder.untilLine('order b1, delivery 1');
  await spec.recorder.untilLine('order b1, delivery 2');
  await empty('two');
  expect(seen('b1').sort()).toStrictEqual(['order b1, delivery 1', 'order b1, delivery 2']);
  const ends = spec.recorder.entries.filter(({ type }) => /^delivery(-ended)?$/.test(type));
  const ofTwo = ends.filter((entry) => 'queue' in entry && entry.queue === 'two');
  expect(ofTwo.slice(0, 2).map(({ type }) => type)).toStrictEqual(['delivery', 'delivery']);
});

it('delivers a message after those that were sent later', async () => {
  arm('sqs.deliver', 'late');
  await send('three', { order: 'c1' }, { order: 'c2' }, { order: 'c3' });
  await empty('three');
  const orders = seen('c').map((line) => line.slice('order '.length, 'order c1'.length));
  expect(orders.at(-1)).toBe('c1');
  expect(orders.sort()).toStrictEqual(['c1', 'c2', 'c3']);
});

it('delivers a message late when there is no later one', async () => {
  arm('sqs.deliver', 'late');
  await send('four', { order: 'd1' });
  await empty('four');
  expect(seen('d1')).toStrictEqual(['order d1, delivery 1']);
});

it('kills a function in the middle, whose messages then come back', async () => {
  arm('function', 'crash');
  await send('five', { order: 'e1', takesMs: 200 });
  await spec.recorder.untilLine('order e1, delivery 2');
  await empty('five');
  const [first] = spec.recorder.all('delivery-ended').filter((entry) => entry.queue === 'five');
  expect(first).toMatchObject({
    kept: 1,
    errorMessage: expect.stringContaining('Runtime exited with error: signal: killed') as unknown,
  });
  expect(seen('e1')).toStrictEqual(['order e1, delivery 1', 'order e1, delivery 2']);
});

it('tells of the message that it strikes', async () => {
  arm('sqs.deliver', 'duplicate');
  await send('six', { order: 'f1' });
  await eventually(
    () => deliveries('six').length,
    (count) => count === 2,
  );
  const fault = spec.recorder.all('fault').at(-1);
  expect(fault).toMatchObject({ point: 'sqs.deliver', kind: 'duplicate', left: 0 });
  expect(fault?.struck).toMatch(/^the message [\da-f-]{36} of six$/);
  await empty('six');
});
