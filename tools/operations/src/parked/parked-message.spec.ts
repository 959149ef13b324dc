import { FAILURES, PARKED_AT, parkedMessage } from '../testing/fixtures';
import { readParkedMessage } from './parked-message';

const ARN = 'arn:aws:sqs:eu-west-1:123456789012';
const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });

describe('readParkedMessage', () => {
  it('reads the attributes that the secondary wrote', () => {
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

  it('reads the queue, and so the function, of a message that SQS moved by its redrive policy', () => {
    const read = readParkedMessage({
      MessageId: 'm-1',
      Body: '{}',
      Attributes: { DeadLetterQueueSourceArn: `${ARN}:${FAILURES}` },
      MessageAttributes: { RequestID: attribute('r-1') },
    });
    expect(read).toMatchObject({ queue: FAILURES, functionName: 'immortal-dev-orders' });
    expect(read.reason).toBe('SQS moved it here: it was received too often without success.');
  });

  it('replaces the earlier reason of a message that SQS moved', () => {
    const Attributes = { DeadLetterQueueSourceArn: `${ARN}:${FAILURES}` };
    const { reason } = readParkedMessage(parkedMessage({}, { Attributes }));
    expect(reason).toMatch(/^SQS moved it here/);
  });

  it('believes SQS about the queue, whatever the message claims', () => {
    const claims = { queue: 'payments-prod', functionName: 'immortal-dev-payments' };
    const Attributes = { DeadLetterQueueSourceArn: `${ARN}:${FAILURES}` };
    expect(readParkedMessage(parkedMessage(claims, { Attributes }))).toMatchObject({
      queue: FAILURES,
      functionName: 'immortal-dev-orders',
    });
  });

  it('derives the function from the failure queue, whatever the message claims', () => {
    const read = readParkedMessage(parkedMessage({ functionName: 'immortal-dev-payments' }));
    expect(read.functionName).toBe('immortal-dev-orders');
  });

  it('reads the target and the error of an event that EventBridge could not deliver', () => {
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

  it('makes nothing up about a message that was sent by hand', () => {
    expect(readParkedMessage({ MessageId: 'm-1', Body: 'hello' })).toEqual({
      messageId: 'm-1',
      body: 'hello',
      messageAttributes: {},
    });
  });
});
