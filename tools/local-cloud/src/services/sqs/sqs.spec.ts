// SQS as an unchanged SDK client sees it, over real HTTP.
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { ACCOUNT, queueArn, startSpecServer, type SpecServer } from '../storage/spec-server';

let server: SpecServer;
let QueueUrl: string;
beforeAll(async () => {
  server = await startSpecServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  QueueUrl = await create('jobs');
});
afterEach(async () => {
  await server.sqs.send(new DeleteQueueCommand({ QueueUrl }));
});

async function create(QueueName: string, Attributes?: Record<string, string>): Promise<string> {
  const created = await server.sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  return created.QueueUrl!;
}
const send = (message: Omit<SendMessageCommandInput, 'QueueUrl'>) =>
  server.sqs.send(new SendMessageCommand({ QueueUrl, ...message }));
const receive = async (options: object = {}) => {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...options });
  return (await server.sqs.send(command)).Messages ?? [];
};
const attributes = async (url = QueueUrl) => {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
  return (await server.sqs.send(command)).Attributes!;
};

describe('queue URLs and ARNs', () => {
  it('show the origin and the account, from every call that gives them', async () => {
    expect(QueueUrl).toBe(`${server.origin}/${ACCOUNT}/jobs`);
    const found = await server.sqs.send(new GetQueueUrlCommand({ QueueName: 'jobs' }));
    expect(found.QueueUrl).toBe(QueueUrl);
    const listed = await server.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'jo' }));
    expect(listed.QueueUrls).toStrictEqual([QueueUrl]);
    expect((await attributes())['QueueArn']).toBe(queueArn('jobs'));
  });

  it('are understood under another name of this machine', async () => {
    const { port } = new URL(server.origin);
    await send({ QueueUrl: `http://localhost:${port}/${ACCOUNT}/jobs`, MessageBody: 'a' } as never);
    expect(await receive()).toHaveLength(1);
  });

  it.each([`http://127.0.0.1/999999999999/jobs`, `http://127.0.0.1/${ACCOUNT}/none`, 'jobs'])(
    'are refused as QueueDoesNotExist when nothing is there: %s',
    async (url) => {
      await expect(send({ QueueUrl: url, MessageBody: 'a' } as never)).rejects.toMatchObject({
        name: 'QueueDoesNotExist',
        Code: 'AWS.SimpleQueueService.NonExistentQueue',
        $metadata: { httpStatusCode: 400 },
      });
    },
  );

  it('carry redrive policies in both directions', async () => {
    const parked = await create('parked');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: queueArn('parked'),
      maxReceiveCount: 2,
    });
    await server.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }),
    );
    expect((await attributes())['RedrivePolicy']).toBe(RedrivePolicy);
    await server.sqs.send(new DeleteQueueCommand({ QueueUrl: parked }));
  });
});

it.each([
  ['All', queueArn('jobs')],
  ['DeadLetterQueueSourceArn', queueArn('jobs')],
  ['SentTimestamp', undefined],
] as const)(
  'a message that a redrive policy has moved says where it was to those who ask for %s',
  async (name, source) => {
    const parked = await create('parked');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: queueArn('parked'),
      maxReceiveCount: 1,
    });
    await server.sqs.send(
      new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }),
    );
    await send({ MessageBody: 'order' });
    const receive = (url: string) =>
      server.sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          VisibilityTimeout: 0,
          MessageSystemAttributeNames: [name],
        }),
      );
    for (let times = 1; times <= 2; times += 1) await receive(QueueUrl);
    const { Messages = [] } = await receive(parked);
    expect(Messages.map(({ Attributes }) => Attributes?.DeadLetterQueueSourceArn)).toEqual([
      source,
    ]);
    await server.sqs.send(new DeleteQueueCommand({ QueueUrl: parked }));
  },
);

describe('a message', () => {
  it('comes out as it went in, emoji, attributes and all', async () => {
    const MessageBody = 'tab\t, “quotes”, ü, 汉字 and 🚀🏳️‍🌈';
    const sent = await send({
      MessageBody,
      MessageAttributes: {
        RequestID: { DataType: 'String', StringValue: 'a-b-c' },
        ErrorCode: { DataType: 'Number', StringValue: '200' },
        Raw: { DataType: 'Binary.png', BinaryValue: Buffer.from([0, 255, 128]) },
      },
    });
    const [message] = await receive({
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    expect(message).toMatchObject({ MessageId: sent.MessageId, Body: MessageBody });
    expect(message?.MessageAttributes).toStrictEqual({
      RequestID: { DataType: 'String', StringValue: 'a-b-c' },
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      Raw: { DataType: 'Binary.png', BinaryValue: new Uint8Array([0, 255, 128]) },
    });
    expect(message?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    expect(message?.Attributes).toMatchObject({
      ApproximateReceiveCount: '1',
      SentTimestamp: expect.stringMatching(/^\d{13}$/) as string,
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/) as string,
    });
  });

  it('shows its attributes only to those who ask', async () => {
    await send({
      MessageBody: 'a',
      MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } },
    });
    const [message] = await receive({ VisibilityTimeout: 0 });
    expect(message?.MessageAttributes).toBeUndefined();
    const [again] = await receive({ MessageAttributeNames: ['k'] });
    expect(again?.MessageAttributes).toHaveProperty('k');
  });

  it('may be 1,048,576 bytes long, attributes included, and no longer', async () => {
    const MessageAttributes = { name: { DataType: 'Binary', BinaryValue: Buffer.alloc(90) } };
    const room = 1_048_576 - 'name'.length - 'Binary'.length - 90;
    await send({ MessageBody: 'ü'.repeat(room / 2), MessageAttributes });
    expect(await receive()).toHaveLength(1);
    await expect(
      send({ MessageBody: `${'ü'.repeat(room / 2)}x`, MessageAttributes }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message:
        'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    });
  });

  const eleven = Object.fromEntries(
    Array.from({ length: 11 }, (_, i) => [`k${i}`, { DataType: 'String', StringValue: 'v' }]),
  );
  it.each([
    ['more than ten attributes', eleven, 'exceeds the allowed maximum [10]'],
    ['an empty value', { k: { DataType: 'String', StringValue: '' } }, 'non-empty value'],
    ['an unknown type', { k: { DataType: 'Text', StringValue: 'v' } }, 'type prefixes'],
    ['no number', { k: { DataType: 'Number', StringValue: 'v' } }, 'to a number'],
    ['a reserved name', { 'AWS.k': { DataType: 'String', StringValue: 'v' } }, 'name'],
  ])('is refused with %s', async (_what, MessageAttributes, reason) => {
    await expect(send({ MessageBody: 'a', MessageAttributes })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(reason) as string,
    });
    expect(await receive()).toStrictEqual([]);
  });

  it.each(['lone \ud800 surrogate', 'null \u0000 byte'])('is refused with a %j', async (text) => {
    await expect(send({ MessageBody: text })).rejects.toMatchObject({
      name: 'InvalidMessageContents',
    });
  });

  it('waits for its delay, up to 900 seconds', async () => {
    await send({ MessageBody: 'later', DelaySeconds: 900 });
    expect(await attributes()).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesDelayed: '1',
    });
    await expect(send({ MessageBody: 'a', DelaySeconds: 901 })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });
});

describe('the tracing header of a message', () => {
  const StringValue = 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0;Lineage=a87bd80c:1';
  const header = (value: string) => ({
    AWSTraceHeader: { DataType: 'String', StringValue: value },
  });
  const traced = {
    MessageBody: '1',
    MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } },
    MessageSystemAttributes: header(StringValue),
  };

  it('is a system attribute for those who ask for it, and no message attribute', async () => {
    await send(traced);
    const ask = { MessageSystemAttributeNames: ['AWSTraceHeader'], VisibilityTimeout: 0 };
    const [named] = await receive({ ...ask, MessageAttributeNames: ['n'] });
    const [unasked] = await receive({ MessageAttributeNames: ['All'], VisibilityTimeout: 0 });
    const [alone] = await receive(ask);
    expect(named?.Attributes).toEqual({ AWSTraceHeader: StringValue });
    expect(Object.keys(named?.MessageAttributes ?? {})).toEqual(['n']);
    expect(unasked?.Attributes).toBeUndefined();
    expect(Object.keys(unasked?.MessageAttributes ?? {})).toEqual(['n']);
    expect(alone?.Attributes).toEqual({ AWSTraceHeader: StringValue });
    expect(alone?.MessageAttributes).toBeUndefined();
  });

  it.each([
    ['no tracing header', header('hello')],
    ['any other system attribute', { SenderId: { DataType: 'String', StringValue: 'me' } }],
  ])('is refused if it is %s', async (_, MessageSystemAttributes) => {
    const sent = send({ ...traced, MessageSystemAttributes } as typeof traced);
    await expect(sent).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });
});

describe('receiving', () => {
  it('hides a message until its visibility changes, and counts', async () => {
    await send({ MessageBody: 'a' });
    const [first] = await receive();
    expect(await receive()).toStrictEqual([]);
    const { ReceiptHandle } = first!;
    await server.sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    const [second] = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(second?.Attributes).toStrictEqual({ ApproximateReceiveCount: '2' });
    await server.sqs.send(
      new DeleteMessageCommand({ QueueUrl, ReceiptHandle: second!.ReceiptHandle }),
    );
    expect(await attributes()).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });

  it('waits for a message without holding up other calls', async () => {
    const waiting = receive({ WaitTimeSeconds: 20 });
    const other = await create('other');
    await server.storage.sendMessage(queueArn('other'), 'through');
    expect((await attributes(other))['ApproximateNumberOfMessages']).toBe('1');
    await send({ MessageBody: 'at last' });
    expect(await waiting).toMatchObject([{ Body: 'at last' }]);
    await server.sqs.send(new DeleteQueueCommand({ QueueUrl: other }));
  });

  it('moves a message to the dead-letter queue after maxReceiveCount', async () => {
    const parked = await create('parked');
    const policy = { deadLetterTargetArn: queueArn('parked'), maxReceiveCount: 2 };
    const Attributes = { RedrivePolicy: JSON.stringify(policy) };
    await server.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
    const sent = await send({
      MessageBody: 'poison',
      MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } },
    });
    expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await receive({ VisibilityTimeout: 0 })).toHaveLength(1);
    expect(await receive({ VisibilityTimeout: 0 })).toStrictEqual([]);
    const [message] = await receive({ QueueUrl: parked, MessageAttributeNames: ['All'] });
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'poison',
      MessageAttributes: { k: { StringValue: 'v' } },
    });
    await server.sqs.send(new DeleteQueueCommand({ QueueUrl: parked }));
  });

  it.each([{ MaxNumberOfMessages: 11 }, { WaitTimeSeconds: 21 }, { VisibilityTimeout: 43_201 }])(
    'refuses %j',
    async (options) => {
      await expect(receive(options)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    },
  );
});

describe('batches', () => {
  it('send, change and delete up to ten messages', async () => {
    const ids = Array.from({ length: 10 }, (_, i) => `m${i}`);
    const Entries = ids.map((Id) => ({ Id, MessageBody: `body of ${Id}` }));
    const sent = await server.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(sent.Successful?.map(({ Id }) => Id)).toStrictEqual(ids);
    const entries = (await receive()).map(({ ReceiptHandle }, i) => ({
      Id: `m${i}`,
      ReceiptHandle,
    }));
    await server.sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: entries.map((entry) => ({ ...entry, VisibilityTimeout: 600 })),
      }),
    );
    const deleted = await server.sqs.send(
      new DeleteMessageBatchCommand({ QueueUrl, Entries: entries }),
    );
    expect(deleted.Successful).toHaveLength(10);
    expect((await attributes())['ApproximateNumberOfMessagesNotVisible']).toBe('0');
  });

  it('let an entry that SQS refuses fail alone', async () => {
    const empty = { k: { DataType: 'String', StringValue: '' } };
    const sent = await server.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'good', MessageBody: 'a' },
          { Id: 'bad', MessageBody: 'b', MessageAttributes: empty },
        ],
      }),
    );
    expect(sent.Successful).toMatchObject([{ Id: 'good' }]);
    expect(sent.Failed).toMatchObject([
      { Id: 'bad', SenderFault: true, Code: 'InvalidParameterValue' },
    ]);
  });

  it.each([
    ['nothing', [], 'EmptyBatchRequest'],
    ['the same id twice', ['a', 'a'], 'BatchEntryIdsNotDistinct'],
    ['eleven entries', 'abcdefghijk'.split(''), 'TooManyEntriesInBatchRequest'],
  ])('are refused with %s', async (_what, ids, name) => {
    const Entries = ids.map((Id) => ({ Id, MessageBody: 'a' }));
    await expect(
      server.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries })),
    ).rejects.toMatchObject({ name });
  });
});

describe('a queue', () => {
  it('keeps its attributes, 14 days of retention among them', async () => {
    const url = await create('long', {
      MessageRetentionPeriod: '1209600',
      VisibilityTimeout: '5400',
    });
    expect(await attributes(url)).toMatchObject({
      MessageRetentionPeriod: '1209600',
      VisibilityTimeout: '5400',
    });
    await server.sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  });

  it('is empty after a purge', async () => {
    await send({ MessageBody: 'a' });
    await server.sqs.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await receive()).toStrictEqual([]);
  });

  it.each([
    ['an attribute that SQS does not have', { Color: 'red' }, 'InvalidAttributeName'],
    ['a value out of range', { VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
    ['a redrive policy that is not JSON', { RedrivePolicy: 'x' }, 'InvalidParameterValue'],
    [
      'a dead-letter queue that does not exist',
      { RedrivePolicy: `{"deadLetterTargetArn":"${queueArn('none')}","maxReceiveCount":3}` },
      'InvalidParameterValue',
    ],
  ])('is refused with %s', async (_what, wrong, name) => {
    await expect(create('wrong', wrong)).rejects.toMatchObject({ name });
  });

  it.each(['with space', 'x'.repeat(81), 'dot.ted'])(
    'is refused with the name %s',
    async (name) => {
      await expect(create(name)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    },
  );

  it('can be created twice alike, but not otherwise', async () => {
    expect(await create('jobs')).toBe(QueueUrl);
    await expect(create('jobs', { VisibilityTimeout: '1' })).rejects.toMatchObject({
      name: 'QueueNameExists',
    });
  });
});

it('refuses calls that it does not support', async () => {
  await expect(
    server.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl })),
  ).rejects.toMatchObject({
    name: 'UnsupportedOperation',
    message: 'The local cloud does not support ListDeadLetterSourceQueues of SQS.',
  });
});
