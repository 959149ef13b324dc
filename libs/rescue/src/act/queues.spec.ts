import { ChangeMessageVisibilityCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { readEnvelope } from '../read/envelope';
import { hide, park, sendToFailureQueue } from './queues';
import { deps, resetAws, sqs } from '../testing/aws';
import { aRecord, FAILURE_QUEUE, FUNCTION, PARKED, TRACE_HEADER, urlOf } from '../testing/fixtures';

const MESSAGE = {
  body: '{"id":1}',
  attributes: { RequestID: { DataType: 'String', StringValue: 'r-1' } },
};
const sentInputs = () => sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input);
const fields = { MessageBody: MESSAGE.body, MessageAttributes: MESSAGE.attributes };

describe('sendToFailureQueue', () => {
  beforeEach(resetAws);

  it('sends to the failure queue of the function', async () => {
    await sendToFailureQueue(FUNCTION, MESSAGE, 0, deps());
    expect(sentInputs()).toEqual([{ QueueUrl: urlOf(FAILURE_QUEUE), ...fields }]);
  });

  it('sends the tracing header as a system attribute', async () => {
    await sendToFailureQueue(FUNCTION, { ...MESSAGE, traceHeader: TRACE_HEADER }, 0, deps());
    const header = { DataType: 'String', StringValue: TRACE_HEADER };
    expect(sentInputs()).toEqual([
      {
        QueueUrl: urlOf(FAILURE_QUEUE),
        ...fields,
        MessageSystemAttributes: { AWSTraceHeader: header },
      },
    ]);
  });

  it('delays a message', async () => {
    await sendToFailureQueue(FUNCTION, MESSAGE, 900, deps());
    expect(sentInputs()).toEqual([
      { QueueUrl: urlOf(FAILURE_QUEUE), ...fields, DelaySeconds: 900 },
    ]);
  });

  it('sends to the endpoint of the parked queue', async () => {
    const local = deps({ parkedQueue: `http://127.0.0.1:4000/000000000000/${PARKED}` });
    await sendToFailureQueue(FUNCTION, MESSAGE, 0, local);
    expect(sentInputs()[0]?.QueueUrl).toBe(`http://127.0.0.1:4000/000000000000/${FAILURE_QUEUE}`);
  });
});

describe('park', () => {
  beforeEach(resetAws);

  it('sends to the parked queue without a delay', async () => {
    await park(MESSAGE, deps());
    expect(sentInputs()).toEqual([{ QueueUrl: urlOf(PARKED), ...fields }]);
  });
});

describe('hide', () => {
  beforeEach(resetAws);

  it('extends the visibility timeout of a received message', async () => {
    await hide(readEnvelope(aRecord({ delivery: 3 })), 120, deps());
    expect(
      sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input),
    ).toEqual([
      { QueueUrl: urlOf(FAILURE_QUEUE), ReceiptHandle: 'handle-3', VisibilityTimeout: 120 },
    ]);
  });
});
