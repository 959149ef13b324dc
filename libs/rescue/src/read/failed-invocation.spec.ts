import fc from 'fast-check';
import { UnreadableMessageError } from '../errors';
import { readEnvelope } from './envelope';
import { readFailedInvocation } from './failed-invocation';
import {
  anEnvironment,
  aRecord,
  DEAD_LETTER_ATTRIBUTES,
  FUNCTION,
  type RecordChange,
  REQUEST_ID,
  rescuedFunctions,
  TRACE_HEADER,
} from '../testing/fixtures';

const SETTINGS = anEnvironment();
const ARN = `arn:aws:lambda:eu-west-1:123456789012:function:${FUNCTION}`;
const MESSAGE_ID = '5fea7756-0ea4-451a-a703-a558b933e274';
const read = (change: RecordChange = {}) =>
  readFailedInvocation(readEnvelope(aRecord(change)), SETTINGS);

/** What the secondary sends to request the third attempt. */
const ANOTHER_ATTEMPT = { ...DEAD_LETTER_ATTRIBUTES, Attempts: '2', FirstAttempt: '1' };
/** All ten attributes of a parked message. */
const PARKED = {
  ...DEAD_LETTER_ATTRIBUTES,
  Attempts: '3',
  EventS3: `s3://immortal-dev-hand-over/${FUNCTION}/${REQUEST_ID}.json`,
  Function: FUNCTION,
  FunctionVersion: '7',
  Reason: 'It ran out of memory.',
  TaskArn: 'arn:aws:ecs:eu-west-1:123456789012:task/immortal-dev/1',
  Queue: `${FUNCTION}-failures`,
};
const RECORD = JSON.stringify({
  requestContext: { requestId: 'request-of-the-record', functionArn: `${ARN}:7` },
  requestPayload: { id: 1 },
  responseContext: { statusCode: 200, executedVersion: '7' },
  responsePayload: { errorMessage: 'boom' },
});

describe('readFailedInvocation', () => {
  it('reads a dead letter of Lambda', () => {
    expect(read()).toEqual({
      functionName: FUNCTION,
      functionArn: ARN,
      event: { text: '{ "id": 1.0 }' },
      requestId: REQUEST_ID,
      errorCode: '200',
      errorMessage: 'Task timed out after 900.00 seconds',
      attempt: 1,
      firstAttempt: 1,
      uncountedAttempts: 0,
      isFresh: true,
    });
  });

  it('reads the tracing header, but nothing else in its place', () => {
    expect(read({ traceHeader: TRACE_HEADER }).traceHeader).toBe(TRACE_HEADER);
    expect(read({ traceHeader: 'Root=1\r\nX-Evil: 1' })).not.toHaveProperty('traceHeader');
  });

  it('reads a record of an OnFailure destination', () => {
    expect(read({ body: RECORD, attributes: {} })).toEqual({
      functionName: FUNCTION,
      functionArn: ARN,
      functionVersion: '7',
      event: { text: '{"id":1}' },
      requestId: 'request-of-the-record',
      errorCode: '200',
      errorMessage: 'boom',
      attempt: 1,
      firstAttempt: 1,
      uncountedAttempts: 0,
      isFresh: true,
    });
  });

  it('reads a message for another attempt', () => {
    expect(read({ attributes: ANOTHER_ATTEMPT })).toMatchObject({
      requestId: REQUEST_ID,
      attempt: 3,
      firstAttempt: 1,
      uncountedAttempts: 0,
      isFresh: false,
    });
  });

  it('reads how many tasks do not count as attempts, and no more than there were', () => {
    const uncounted = (UncountedAttempts: string) =>
      read({ attributes: { ...ANOTHER_ATTEMPT, UncountedAttempts } }).uncountedAttempts;
    expect(uncounted('1')).toBe(1);
    expect(uncounted('99999')).toBe(2);
    expect(() => uncounted('many')).toThrow('has "many" as UncountedAttempts');
  });

  it('starts a new round with a parked message that was moved back', () => {
    expect(read({ body: '"The event is stored elsewhere"', attributes: PARKED })).toEqual({
      functionName: FUNCTION,
      functionArn: ARN,
      functionVersion: '7',
      event: { s3: { bucket: 'immortal-dev-hand-over', key: `${FUNCTION}/${REQUEST_ID}.json` } },
      requestId: REQUEST_ID,
      errorCode: '200',
      errorMessage: 'Task timed out after 900.00 seconds',
      attempt: 4,
      firstAttempt: 4,
      uncountedAttempts: 0,
      isFresh: false,
    });
  });

  it('starts a new round even if the message still has the first attempt of the last one', () => {
    const attributes = { ...ANOTHER_ATTEMPT, UncountedAttempts: '2', Reason: 'Unknown.' };
    expect(read({ attributes })).toMatchObject({
      attempt: 3,
      firstAttempt: 3,
      uncountedAttempts: 0,
      isFresh: false,
    });
  });

  it('recognizes a dead letter that was parked unchanged and moved back', () => {
    const attributes = { ...DEAD_LETTER_ATTRIBUTES, Reason: 'There was no policy.' };
    expect(read({ attributes })).toMatchObject({ attempt: 1, firstAttempt: 1, isFresh: false });
  });

  it('reads an event of a dead letter that looks like a destination record as an event', () => {
    expect(read({ body: RECORD })).toMatchObject({
      event: { text: RECORD },
      requestId: REQUEST_ID,
    });
  });

  it('keeps the event byte for byte', () => {
    const layout = fc.constantFrom(undefined, 1, '\t');
    fc.assert(
      fc.property(fc.json(), layout, (json, indent) => {
        const body = JSON.stringify(JSON.parse(json), null, indent);
        expect(read({ body }).event).toEqual({ text: body });
      }),
    );
  });

  it('uses the id of a message that was sent by hand as its request id', () => {
    const failed = read({ attributes: {} });
    expect(failed).toMatchObject({ requestId: MESSAGE_ID, isFresh: false });
    expect(failed).not.toHaveProperty('errorCode');
    expect(failed).not.toHaveProperty('errorMessage');
  });

  it('recognizes what Lambda gave up on without an error message', () => {
    expect(read({ attributes: { RequestID: REQUEST_ID, ErrorCode: '429' } }).isFresh).toBe(true);
    const body = JSON.stringify({
      requestContext: { requestId: REQUEST_ID, functionArn: ARN, condition: 'EventAgeExceeded' },
      requestPayload: {},
    });
    expect(read({ body, attributes: {} }).isFresh).toBe(true);
  });

  it('ignores a binary attribute, and one without a value', () => {
    const messageAttributes = {
      RequestID: { binaryValue: 'AAEC', dataType: 'Binary' },
      Attempts: { dataType: 'Number' },
      ErrorMessage: { stringValue: 'boom', dataType: 'String' },
      Reason: { stringValue: null, dataType: 'String' },
    };
    expect(read({ messageAttributes: messageAttributes as never })).toMatchObject({
      requestId: MESSAGE_ID,
      attempt: 1,
      isFresh: true,
    });
  });

  it.each([
    ['in another bucket', 's3://mine/any/key.json'],
    [
      'beside another event with its request id',
      `s3://immortal-dev-hand-over/${FUNCTION}/${REQUEST_ID}/${'0'.repeat(64)}.json`,
    ],
  ])('accepts an event that is stored %s', (_, EventS3) => {
    const [, , bucket, ...key] = EventS3.split('/');
    expect(read({ attributes: { ...PARKED, EventS3 } })).toMatchObject({
      event: { s3: { bucket, key: key.join('/') } },
    });
  });

  it('does not let a round begin after its attempt', () => {
    const attributes = { ...ANOTHER_ATTEMPT, FirstAttempt: '9' };
    expect(read({ attributes })).toMatchObject({ attempt: 3, firstAttempt: 3 });
  });

  it('puts the function into the partition of the queue', () => {
    const record = aRecord();
    const eventSourceARN = record.eventSourceARN.replace('arn:aws:', 'arn:aws-us-gov:');
    const invocation = readFailedInvocation(readEnvelope({ ...record, eventSourceARN }), SETTINGS);
    expect(invocation.functionArn).toBe(ARN.replace('arn:aws:', 'arn:aws-us-gov:'));
  });

  it('names a few functions of a large service when a queue belongs to none of them', () => {
    const names = Array.from({ length: 500 }, (_, index) => `immortal-dev-${index}`);
    const functions = rescuedFunctions(Object.fromEntries(names.map((name) => [name, {}])));
    const attempt = (queue: string) =>
      readFailedInvocation(readEnvelope(aRecord({ queue })), { ...SETTINGS, functions });
    expect(attempt('immortal-dev-499-failures').functionName).toBe('immortal-dev-499');
    expect(() => attempt('immortal-dev-500-failures')).toThrow(
      /The functions that have one: immortal-dev-0, .*, immortal-dev-9 and 490 more\.$/,
    );
  });

  it.each<[string, RecordChange, string]>([
    [
      'a queue of another function',
      { queue: 'immortal-dev-secondary-failures' },
      'immortal-dev-secondary-failures is not the failure queue of a rescued function',
    ],
    [
      'a queue that is not a failure queue',
      { queue: FUNCTION },
      'A failure queue is called <function>-failures, and its function has a rescue policy in serverless.yml. ' +
        'The functions that have one: immortal-dev-orders.',
    ],
    ['a FIFO queue', { queue: `${FUNCTION}-failures.fifo` }, 'is not the failure queue'],
    [
      'a body that is not JSON',
      { body: '{id:1}' },
      `The body of message ${MESSAGE_ID} is not JSON: "{id:1}"`,
    ],
    ['an empty body', { body: '' }, 'is not JSON: ""'],
    [
      'a request id that ECS could not store',
      { attributes: { RequestID: 'a b' } },
      'has the request id "a b"',
    ],
    [
      'a request id that is too long',
      { attributes: { RequestID: 'x'.repeat(101) } },
      'has the request id "xxx',
    ],
    ['an empty request id', { attributes: { RequestID: '' } }, 'has the request id ""'],
    [
      'attempts that are not a number',
      { attributes: { ...ANOTHER_ATTEMPT, Attempts: 'two' } },
      `Message ${MESSAGE_ID} has "two" as Attempts.`,
    ],
    ['attempts below zero', { attributes: { ...ANOTHER_ATTEMPT, Attempts: '-1' } }, '"-1"'],
    [
      'more attempts than startedBy can tell apart',
      { attributes: { ...ANOTHER_ATTEMPT, Attempts: '100000' } },
      '"100000" as Attempts',
    ],
    [
      'a first attempt that is not a number',
      { attributes: { ...ANOTHER_ATTEMPT, FirstAttempt: '' } },
      '"" as FirstAttempt',
    ],
    [
      'an address outside S3',
      { attributes: { ...PARKED, EventS3: 'https://a/b' } },
      `EventS3 of message ${MESSAGE_ID} is not an S3 address: "https://a/b"`,
    ],
    [
      'an event in S3 without its request id, since a whole message may be stored there',
      { attributes: { EventS3: PARKED.EventS3 } },
      `has EventS3 (${PARKED.EventS3}) without RequestID`,
    ],
    [
      'the stored event of another function',
      {
        attributes: { ...PARKED, EventS3: `s3://immortal-dev-hand-over/other/${REQUEST_ID}.json` },
      },
      'which is not the stored event of immortal-dev-orders with the request id',
    ],
    [
      'the stored event of another request',
      { attributes: { ...PARKED, RequestID: 'r-2' } },
      `In that bucket, its key is ${FUNCTION}/r-2.json`,
    ],
    [
      'an address that leads to another bucket than it names',
      {
        attributes: {
          ...PARKED,
          EventS3: `s3://mine/../immortal-dev-hand-over/other/${REQUEST_ID}.json`,
        },
      },
      'has the part "." or ".." in its key',
    ],
  ])('refuses %s', (_, change, message) => {
    const attempt = () => read(change);
    expect(attempt).toThrow(UnreadableMessageError);
    expect(attempt).toThrow(message);
  });
});
