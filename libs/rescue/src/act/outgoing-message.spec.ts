import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { messageBytes } from '@immortal/shared';
import { readEnvelope } from '../read/envelope';
import { readFailedInvocation } from '../read/failed-invocation';
import { messageForNextAttempt, messageForParkedQueue } from './outgoing-message';
import { type OutgoingMessage } from './queues';
import { deps, resetAws, s3, stores } from '../testing/aws';
import {
  aFailedInvocation,
  aRecord,
  rescuedFunctions,
  FAILURE_QUEUE,
  FUNCTION,
  REQUEST_ID,
  TASK_ARN,
  TRACE_HEADER,
  anEnvironment,
  STORED_EVENT,
  STORED_ADDRESS,
} from '../testing/fixtures';

const MAX_BYTES = 1_048_576;
/** With everything that can be known of an invocation. */
const FULL = aFailedInvocation({
  functionVersion: '7',
  errorCode: '200',
  errorMessage: 'Task timed out after 900.00 seconds',
  attempt: 3,
  firstAttempt: 2,
  isFresh: false,
  traceHeader: TRACE_HEADER,
});
const ABOUT = { reason: 'It ran out of memory.', taskArn: TASK_ARN };

const values = ({ attributes }: OutgoingMessage) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
  );
/** What the secondary reads once the message is in the failure queue. */
const readAgain = (message: OutgoingMessage) =>
  readFailedInvocation(
    readEnvelope(aRecord({ ...message, attributes: values(message) })),
    anEnvironment(),
  );
const withPolicy = (policy?: object) =>
  deps({ functions: rescuedFunctions(policy ? { [FUNCTION]: policy } : {}) });
const parkedWith = (invocation = FULL, policy: object = {}) =>
  messageForParkedQueue(invocation, ABOUT, withPolicy(policy));
const storedBodies = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input.Body);

describe('messageForNextAttempt', () => {
  it.each([
    ['in the message', FULL],
    ['in S3', { ...FULL, event: STORED_EVENT }],
    ['of a first round', { ...FULL, firstAttempt: 1 }],
  ])('requests the next attempt, with the event %s', (_, invocation) => {
    expect(readAgain(messageForNextAttempt(invocation))).toEqual({ ...invocation, attempt: 4 });
  });

  it('has only the attributes that are known', () => {
    expect(messageForNextAttempt(aFailedInvocation())).toEqual({
      body: '{ "id": 1.0 }',
      attributes: {
        RequestID: { DataType: 'String', StringValue: REQUEST_ID },
        Attempts: { DataType: 'Number', StringValue: '1' },
        FirstAttempt: { DataType: 'Number', StringValue: '1' },
      },
    });
  });
});

describe('messageForParkedQueue', () => {
  beforeEach(resetAws);

  it('has the unchanged event and everything that a person needs to know', async () => {
    const message = await parkedWith();
    expect(message.body).toBe('{ "id": 1.0 }');
    expect(values(message)).toEqual({
      RequestID: REQUEST_ID,
      ErrorCode: '200',
      ErrorMessage: 'Task timed out after 900.00 seconds',
      FunctionVersion: '7',
      Attempts: '3',
      Reason: 'It ran out of memory.',
      TaskArn: TASK_ARN,
      Function: FUNCTION,
      Queue: FAILURE_QUEUE,
    });
    expect(s3.calls()).toHaveLength(0);
  });

  it('is read as a new round once it is moved back', async () => {
    expect(readAgain(await parkedWith())).toEqual({ ...FULL, attempt: 4, firstAttempt: 4 });
  });

  it('never has more than the ten attributes that SQS allows', async () => {
    const message = await parkedWith({ ...FULL, event: STORED_EVENT }, { handOver: 'always' });
    expect(Object.keys(message.attributes)).toHaveLength(10);
  });

  it('fills a message to its last byte, and stores an event of one more byte in S3', async () => {
    const { attributes } = await parkedWith();
    const room = MAX_BYTES - messageBytes('', attributes);
    const eventOf = (bytes: number) => ({ text: `"é${'x'.repeat(bytes - 4)}"` });

    const full = await parkedWith({ ...FULL, event: eventOf(room) });
    expect(messageBytes(full.body, full.attributes)).toBe(MAX_BYTES);
    expect(full.body).toBe(eventOf(room).text);
    expect(storedBodies()).toEqual([]);

    const overfull = await parkedWith({ ...FULL, event: eventOf(room + 1) });
    expect(storedBodies()).toEqual([eventOf(room + 1).text]);
    expect(readAgain(overfull).event).toEqual(STORED_EVENT);
  });

  it('parks an event of exactly 1 MiB', async () => {
    const text = `"${'x'.repeat(MAX_BYTES - 2)}"`;
    const message = await parkedWith({ ...FULL, event: { text } });
    expect(message.body).toBe(`"The event is stored in ${STORED_ADDRESS}"`);
    expect(storedBodies()).toEqual([text]);
  });

  it('parks nothing if S3 refuses an event that is too large for a message', async () => {
    s3.on(PutObjectCommand).rejects(new Error('Slow down'));
    const event = { text: `"${'x'.repeat(MAX_BYTES)}"` };
    await expect(parkedWith({ ...FULL, event })).rejects.toThrow('Slow down');
  });

  it('has an event that was only too large for a variable in its body again', async () => {
    stores(STORED_EVENT.s3, '{"large": true}');
    const message = await parkedWith({ ...FULL, event: STORED_EVENT });
    expect(message.body).toBe('{"large": true}');
    expect(values(message)).not.toHaveProperty('EventS3');
  });

  it('refers to an event in S3 that fits into no message', async () => {
    stores(STORED_EVENT.s3, `"${'x'.repeat(MAX_BYTES)}"`);
    const message = await parkedWith({ ...FULL, event: STORED_EVENT });
    expect(values(message)).toMatchObject({ EventS3: STORED_ADDRESS });
    expect(storedBodies()).toEqual([]);
  });

  it('stores an event in S3 that never had a container, with handOver: always', async () => {
    const message = await parkedWith(FULL, { handOver: 'always' });
    expect(message.body).toBe(`"The event is stored in ${STORED_ADDRESS}"`);
    expect(storedBodies()).toEqual(['{ "id": 1.0 }']);
  });

  it.each([
    ['handOver: always', { handOver: 'always' }],
    ['no policy', undefined],
  ])('refers to an event in S3 with %s, and does not read it', async (_, policy) => {
    const message = await messageForParkedQueue(
      { ...FULL, event: STORED_EVENT },
      ABOUT,
      withPolicy(policy),
    );
    expect(readAgain(message).event).toEqual(STORED_EVENT);
    expect(s3.calls()).toHaveLength(0);
  });

  it('refers to a stored event that can not be read, and says so', async () => {
    s3.on(GetObjectCommand).rejects(new Error('Access Denied'));
    const message = await parkedWith({ ...FULL, event: STORED_EVENT });
    expect(values(message)).toMatchObject({
      EventS3: STORED_ADDRESS,
      Reason: 'It ran out of memory. Its stored event could not be read: Access Denied',
    });
  });

  it('has only values that SQS accepts, whatever Lambda wrote about the error', async () => {
    const strange = { errorCode: 'none', errorMessage: 'a\u0000\ud800b'.padEnd(3000, 'é') };
    const { attributes } = await parkedWith({ ...FULL, ...strange });
    expect(attributes['ErrorCode']).toEqual({ DataType: 'String', StringValue: 'none' });
    expect(attributes['ErrorMessage']?.StringValue).toMatch(/^a\ufffd\ufffdbé{2044}$/);
  });
});
