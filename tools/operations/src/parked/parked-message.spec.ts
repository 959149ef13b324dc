import { FAILURES, PARKED_AT, parkedMessage } from '../testing/fixtures';
import { readParkedMessage } from './parked-message';

const ARN = 'arn:aws:sqs:eu-west-1:123456789012';
const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });

describe('a parked message', () => {
  it('tells what the secondary wrote of it', () => {
    const eventS3 = 's3://bucket/key';
    expect(readParkedMessage(parkedMessage({ eventS3 }, { MessageId: 'm-1' }))).toMatchObject({
      messageId: 'm-1',
      body: '{"id":1}',
      functionName: 'immortal-dev-orders',
      requestId: 'r-1',
      attempts: 2,
      parkedAt: PARKED_AT,
      reason: 'The function failed in the container (exit code 1).',
      queue: FAILURES,
      eventS3,
    });
  });

  it('that SQS has moved by its redrive policy says which queue it came from, and so which function failed', () => {
    const read = readParkedMessage({
      MessageId: 'm-1',
      Body: '{}',
      Attributes: { DeadLetterQueueSourceArn: `${ARN}:${FAILURES}` },
      MessageAttributes: { RequestID: attribute('r-1') },
    });
    expect(read).toMatchObject({ queue: FAILURES, functionName: 'immortal-dev-orders' });
    expect(read.reason).toBe('SQS moved it here: it was received too often without success.');
  });

  it('that SQS has moved does not show the reason for which it was parked before', () => {
    const Attributes = { DeadLetterQueueSourceArn: `${ARN}:${FAILURES}` };
    const { reason } = readParkedMessage(parkedMessage({}, { Attributes }));
    expect(reason).toMatch(/^SQS moved it here/);
  });

  it('came from where SQS says, whatever it says of itself', () => {
    const claims = { queue: 'payments-prod', functionName: 'immortal-dev-payments' };
    const Attributes = { DeadLetterQueueSourceArn: `${ARN}:${FAILURES}` };
    expect(readParkedMessage(parkedMessage(claims, { Attributes }))).toMatchObject({
      queue: FAILURES,
      functionName: 'immortal-dev-orders',
    });
  });

  it('is an event of the function whose failure queue it came from', () => {
    const read = readParkedMessage(parkedMessage({ functionName: 'immortal-dev-payments' }));
    expect(read.functionName).toBe('immortal-dev-orders');
  });

  it('that EventBridge could not deliver says where it was to go and why it did not', () => {
    const read = readParkedMessage({
      MessageAttributes: {
        TARGET_ARN: attribute(`${ARN}:immortal-dev-stopped-tasks`),
        ERROR_CODE: attribute('NO_PERMISSIONS'),
        ERROR_MESSAGE: attribute('not authorized'),
      },
    });
    expect(read.queue).toBe('immortal-dev-stopped-tasks');
    expect(read.reason).toBe('EventBridge could not deliver it (NO_PERMISSIONS: not authorized).');
    expect(read.functionName).toBeUndefined();
  });

  it('that somebody sent by hand says nothing, and nothing is made up', () => {
    expect(readParkedMessage({ MessageId: 'm-1', Body: 'hello' })).toEqual({
      messageId: 'm-1',
      body: 'hello',
      messageAttributes: {},
    });
  });
});
