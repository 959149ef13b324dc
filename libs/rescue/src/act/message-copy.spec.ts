import { PutObjectCommand } from '@aws-sdk/client-s3';
import { messageBytes } from '@immortal/shared';
import { type SQSMessageAttributes } from 'aws-lambda';
import { readEnvelope } from '../read/envelope';
import { copyForParkedQueue } from './message-copy';
import { deps, resetAws, s3 } from '../testing/aws';
import {
  aRecord,
  FAILURE_QUEUE,
  FUNCTION,
  type RecordChange,
  STOPPED_TASKS,
  TRACE_HEADER,
} from '../testing/fixtures';

const MAX_BYTES = 1_048_576;
const MESSAGE_ID = 'm-1';
const OF_MESSAGE = `s3://immortal-dev-hand-over/${FAILURE_QUEUE}/${MESSAGE_ID}.json`;
const OF_REQUEST = `s3://immortal-dev-hand-over/${FUNCTION}/r-1.json`;
const REASON = 'It can not be read.';

const string = (stringValue: string) => ({ stringValue, dataType: 'String' });
const parked = (change: RecordChange) =>
  copyForParkedQueue(readEnvelope(aRecord({ messageId: MESSAGE_ID, ...change })), REASON, deps());
const storedBodies = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input.Body);
const OWN = {
  Reason: { DataType: 'String', StringValue: REASON },
  Queue: { DataType: 'String', StringValue: FAILURE_QUEUE },
  Function: { DataType: 'String', StringValue: FUNCTION },
};
const sizeOf = async (change: RecordChange) => {
  const { body, attributes } = await parked(change);
  return messageBytes(body, attributes);
};

describe('copyForParkedQueue', () => {
  beforeEach(resetAws);

  it('keeps the tracing header', async () => {
    await expect(parked({ traceHeader: TRACE_HEADER })).resolves.toMatchObject({
      traceHeader: TRACE_HEADER,
    });
  });

  it('has the unchanged message, its reason, and its queue', async () => {
    const messageAttributes: SQSMessageAttributes = {
      RequestID: string('r-1'),
      Count: { stringValue: '1.5', dataType: 'Number.float' },
      Seal: { binaryValue: 'AAH/', dataType: 'Binary' },
    };
    await expect(parked({ body: 'hello', messageAttributes })).resolves.toEqual({
      body: 'hello',
      attributes: {
        RequestID: { DataType: 'String', StringValue: 'r-1' },
        Count: { DataType: 'Number.float', StringValue: '1.5' },
        Seal: { DataType: 'Binary', BinaryValue: Buffer.from([0, 1, 255]) },
        ...OWN,
      },
    });
    expect(s3.calls()).toHaveLength(0);
  });

  it('names no function for a message of another queue', async () => {
    const { attributes } = await parked({ queue: STOPPED_TASKS, messageAttributes: {} });
    expect(attributes).toEqual({
      Reason: OWN.Reason,
      Queue: { DataType: 'String', StringValue: STOPPED_TASKS },
    });
  });

  it('omits attributes without a value, which SQS refuses', async () => {
    const messageAttributes = {
      Nothing: { dataType: 'String' },
      Empty: string(''),
      Null: { stringValue: null, dataType: 'String' },
      NoBytes: { binaryValue: '', dataType: 'Binary' },
    };
    const { attributes } = await parked({ messageAttributes: messageAttributes as never });
    expect(attributes).toEqual(OWN);
  });

  it('replaces the reason of a message that was parked before', async () => {
    const attributes = { Reason: 'old', Queue: 'old', Function: 'old', Attempts: '3' };
    await expect(parked({ attributes })).resolves.toMatchObject({
      attributes: { ...OWN, Attempts: { DataType: 'Number', StringValue: '3' } },
    });
  });

  it('keeps the attributes that the kit reads if there are more than SQS allows', async () => {
    const others = Array.from({ length: 8 }, (_, index) => [`Other${index}`, string('x')]);
    const messageAttributes = {
      ...(Object.fromEntries(others) as SQSMessageAttributes),
      RequestID: string('r-1'),
      Attempts: { stringValue: '2', dataType: 'Number' },
    };
    const { attributes } = await parked({ messageAttributes });
    expect(Object.keys(attributes)).toHaveLength(10);
    expect(attributes).toMatchObject({
      ...OWN,
      RequestID: { StringValue: 'r-1' },
      Attempts: { StringValue: '2' },
    });
  });

  it('keeps ten of the eleven attributes of the kit, without the first attempt of the round that ended', async () => {
    const values = [
      'RequestID',
      'ErrorCode',
      'ErrorMessage',
      'Attempts',
      'FirstAttempt',
      'EventS3',
    ];
    const others = ['Function', 'FunctionVersion', 'Reason', 'TaskArn', 'Queue'];
    const attributes = Object.fromEntries([...values, ...others].map((name) => [name, '1']));
    const names = Object.keys((await parked({ attributes })).attributes);
    expect(names).toHaveLength(10);
    expect(names).not.toContain('FirstAttempt');
  });

  it('fills a message to its last byte', async () => {
    const room = MAX_BYTES - (await sizeOf({ body: '', attributes: {} }));
    const { body } = await parked({ body: 'x'.repeat(room), attributes: {} });
    expect(body).toBe('x'.repeat(room));
    expect(storedBodies()).toEqual([]);
  });

  it.each([
    ['under its request id, where it is read again', 'r-1', OF_REQUEST],
    ['under its message id if its request id is invalid', '../r-1', OF_MESSAGE],
  ])(
    'stores a body in S3 that does not fit beside the reason, %s',
    async (_, RequestID, address) => {
      const room = MAX_BYTES - (await sizeOf({ body: '', attributes: { RequestID } }));
      const body = 'x'.repeat(room + 1);
      await expect(parked({ body, attributes: { RequestID } })).resolves.toEqual({
        body: `"The message is stored in ${address}"`,
        attributes: {
          ...OWN,
          RequestID: { DataType: 'String', StringValue: RequestID },
          EventS3: { DataType: 'String', StringValue: address },
        },
      });
      expect(storedBodies()).toEqual([body]);
    },
  );

  it('drops other attributes before it stores the body', async () => {
    const messageAttributes = {
      RequestID: string('r-1'),
      EventS3: string('s3://mine/event.json'),
      Huge: string('x'.repeat(MAX_BYTES - 100)),
      Bytes: { binaryValue: 'AAAA', dataType: 'Binary' },
    };
    await expect(parked({ body: '{}', messageAttributes })).resolves.toEqual({
      body: '{}',
      attributes: {
        ...OWN,
        RequestID: { DataType: 'String', StringValue: 'r-1' },
        EventS3: { DataType: 'String', StringValue: 's3://mine/event.json' },
      },
    });
    expect(storedBodies()).toEqual([]);
  });

  it('counts the bytes of binary attributes', async () => {
    const Seal = { binaryValue: Buffer.alloc(1000).toString('base64'), dataType: 'Binary' };
    const room = MAX_BYTES - (await sizeOf({ body: '', messageAttributes: { Seal } }));
    const fits = await parked({ body: 'x'.repeat(room), messageAttributes: { Seal } });
    expect(Object.keys(fits.attributes)).toContain('Seal');
    const doesNot = await parked({ body: 'x'.repeat(room + 1), messageAttributes: { Seal } });
    expect(Object.keys(doesNot.attributes)).not.toContain('Seal');
  });
});
