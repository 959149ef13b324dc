// Queues and buckets as a stack that changes makes, changes and deletes them.
import { GetQueueAttributesCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ACCOUNT, queueArn, type SpecServer, startSpecServer } from './spec-server';

let server: SpecServer;
beforeEach(async () => {
  server = await startSpecServer();
});
afterEach(() => server.stop());

describe('a queue', () => {
  const RedrivePolicy = { deadLetterTargetArn: queueArn('parked'), maxReceiveCount: 3 };
  const before = { name: 'jobs', properties: { VisibilityTimeout: 180, RedrivePolicy } };
  beforeEach(async () => {
    await server.storage.createQueue({ name: 'parked', properties: {} });
    await server.storage.createQueue(before);
    await server.storage.sendMessage(queueArn('jobs'), 'order');
  });

  async function attributes() {
    const QueueUrl = `${server.origin}/${ACCOUNT}/jobs`;
    const ask = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    return (await server.sqs.send(ask)).Attributes ?? {};
  }

  it('that is updated has its new attributes, the defaults of removed ones, and its messages', async () => {
    await server.storage.updateQueue({ name: 'jobs', properties: { DelaySeconds: 5 } }, before);
    const { VisibilityTimeout, DelaySeconds, ...others } = await attributes();
    expect({ VisibilityTimeout, DelaySeconds }).toStrictEqual({
      VisibilityTimeout: '30',
      DelaySeconds: '5',
    });
    expect(others).not.toHaveProperty('RedrivePolicy');
    expect(await server.storage.queueDepth(queueArn('jobs'))).toMatchObject({ visible: 1 });
  });

  it('that is deleted is gone', async () => {
    expect(await server.storage.hasQueue(queueArn('jobs'))).toBe(true);
    await server.storage.deleteQueue(queueArn('jobs'));
    expect(await server.storage.hasQueue(queueArn('jobs'))).toBe(false);
    const { QueueUrls } = await server.sqs.send(new ListQueuesCommand());
    expect(QueueUrls).toStrictEqual([`${server.origin}/${ACCOUNT}/parked`]);
  });
});

it('ends waiting for messages, which may begin again', async () => {
  const { storage } = server;
  await storage.createQueue({ name: 'jobs', properties: {} });
  const wait = () => storage.receiveMessages(queueArn('jobs'), { max: 1, waitSeconds: 20 });
  const first = wait();
  await storage.endWaits();
  expect(await first).toStrictEqual([]);
  const second = wait();
  await storage.sendMessage(queueArn('jobs'), 'order');
  expect(await second).toMatchObject([{ body: 'order' }]);
});

describe('a bucket', () => {
  beforeEach(() => server.storage.createBucket('orders'));
  const put = (Key: string) =>
    server.s3.send(new PutObjectCommand({ Bucket: 'orders', Key, Body: `body of ${Key}` }));

  it('gives its keys and what is in an object', async () => {
    await put('2026/a & b:c.json');
    expect(await server.storage.listKeys('orders')).toStrictEqual(['2026/a & b:c.json']);
    const body = await server.storage.readObject('orders', '2026/a & b:c.json');
    expect(body.toString()).toBe('body of 2026/a & b:c.json');
  });

  it.each([
    ['orders', 'NoSuchKey'],
    ['others', 'NoSuchBucket'],
  ])('says of an object that is not there, in %s, what S3 says', async (bucket, code) => {
    await expect(server.storage.readObject(bucket, 'none')).rejects.toMatchObject({ code });
  });

  it('is not deleted with an object in it', async () => {
    await put('one');
    await expect(server.storage.deleteBucket('orders')).rejects.toMatchObject({
      code: 'BucketNotEmpty',
    });
    expect(await server.storage.listKeys('orders')).toStrictEqual(['one']);
  });

  it('can be deleted twice', async () => {
    await server.storage.deleteBucket('orders');
    await server.storage.deleteBucket('orders');
    expect(await server.storage.listKeys('orders')).toBeUndefined();
    expect((await server.s3.send(new ListBucketsCommand())).Buckets).toStrictEqual([]);
  });
});
