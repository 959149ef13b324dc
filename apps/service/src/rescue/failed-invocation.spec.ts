import { type SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { UnreadableMessageError } from './errors';
import { readFailedInvocation } from './failed-invocation';

const FUNCTIONS = new Map([['immortal-dev-orders', {}]]);
const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:immortal-dev-orders-failures';
const text = (stringValue: string) => ({ stringValue, dataType: 'String' as const });

const deadLetter = (change: Partial<SQSRecord> = {}) =>
  ({
    messageId: '5fea7756-0ea4-451a-a703-a558b933e274',
    body: '{ "id": 1.0 }',
    eventSourceARN: QUEUE,
    messageAttributes: {
      RequestID: text('e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10'),
      ErrorCode: { stringValue: '200', dataType: 'Number' },
      ErrorMessage: text('Task timed out after 900.00 seconds'),
    },
    ...change,
  }) as SQSRecord;

describe('readFailedInvocation', () => {
  it('reads a dead letter of Lambda', () => {
    expect(readFailedInvocation(deadLetter(), FUNCTIONS)).toEqual({
      functionName: 'immortal-dev-orders',
      functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:immortal-dev-orders',
      event: { text: '{ "id": 1.0 }' },
      requestId: 'e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10',
      errorCode: '200',
      errorMessage: 'Task timed out after 900.00 seconds',
      attempt: 1,
      firstAttempt: 1,
      isFresh: true,
    });
  });

  it('keeps the event byte for byte', () => {
    const layout = fc.constantFrom(undefined, 1, '\t');
    fc.assert(
      fc.property(fc.json(), layout, (json, indent) => {
        const body = JSON.stringify(JSON.parse(json), null, indent);
        expect(readFailedInvocation(deadLetter({ body }), FUNCTIONS).event).toEqual({ text: body });
      }),
    );
  });

  it('takes the id of a message that was sent by hand', () => {
    const failed = readFailedInvocation(deadLetter({ messageAttributes: {} }), FUNCTIONS);
    expect(failed).toMatchObject({ requestId: '5fea7756-0ea4-451a-a703-a558b933e274' });
    expect(failed).not.toHaveProperty('errorCode');
    expect(failed).not.toHaveProperty('errorMessage');
  });

  it('stays in the partition of the queue', () => {
    const eventSourceARN = QUEUE.replace('arn:aws:', 'arn:aws-us-gov:');
    expect(readFailedInvocation(deadLetter({ eventSourceARN }), FUNCTIONS)).toMatchObject({
      functionArn: 'arn:aws-us-gov:lambda:eu-west-1:123456789012:function:immortal-dev-orders',
    });
  });

  it.each([
    [
      'a queue of another function',
      { eventSourceARN: QUEUE.replace('orders', 'secondary') },
      'immortal-dev-secondary-failures is no failure queue of a rescued function',
    ],
    [
      'a queue that is no failure queue',
      { eventSourceARN: QUEUE.replace('-failures', '') },
      'A failure queue is called <function>-failures, and the function has a rescue policy in serverless.yml; ' +
        'those that have are: immortal-dev-orders.',
    ],
    [
      'a body that is not JSON',
      { body: '{id:1}' },
      'The body of message 5fea7756-0ea4-451a-a703-a558b933e274 is not JSON: "{id:1}"',
    ],
    ['an empty body', { body: '' }, 'is not JSON: ""'],
    [
      'a request id that ECS could not store',
      { messageAttributes: { RequestID: text('a b') } },
      'has the request id "a b"',
    ],
    [
      'an empty request id',
      { messageAttributes: { RequestID: text('') } },
      'has the request id ""',
    ],
  ])('refuses %s', (_, change, message) => {
    const attempt = () => readFailedInvocation(deadLetter(change), FUNCTIONS);
    expect(attempt).toThrow(UnreadableMessageError);
    expect(attempt).toThrow(message);
  });
});
