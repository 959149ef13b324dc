import { ChangeMessageVisibilityCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { hide, park, queueNameOf, sendTo } from './queues';
import { deps, resetAws, sqs } from './testing/aws';
import { aRecord, FAILURE_QUEUE, PARKED, urlOf } from './testing/fixtures';

const MESSAGE = {
  body: '{"id":1}',
  attributes: { RequestID: { DataType: 'String', StringValue: 'r-1' } },
};
const sentInputs = () => sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input);
const fields = { MessageBody: MESSAGE.body, MessageAttributes: MESSAGE.attributes };

describe('the queues', () => {
  beforeEach(resetAws);

  it('are named by the end of their ARNs', () => {
    expect(queueNameOf(aRecord())).toBe(FAILURE_QUEUE);
  });

  it('take a message beside the parked queue', async () => {
    await sendTo(FAILURE_QUEUE, MESSAGE, 0, deps());
    expect(sentInputs()).toEqual([{ QueueUrl: urlOf(FAILURE_QUEUE), ...fields }]);
  });

  it('keep a message back for a while', async () => {
    await sendTo(FAILURE_QUEUE, MESSAGE, 900, deps());
    expect(sentInputs()).toEqual([
      { QueueUrl: urlOf(FAILURE_QUEUE), ...fields, DelaySeconds: 900 },
    ]);
  });

  it('park a message at once', async () => {
    await park(MESSAGE, deps());
    expect(sentInputs()).toEqual([{ QueueUrl: urlOf(PARKED), ...fields }]);
  });

  it('hide a message that was received', async () => {
    await hide(aRecord({ delivery: 3 }), 120, deps());
    expect(
      sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input),
    ).toEqual([
      { QueueUrl: urlOf(FAILURE_QUEUE), ReceiptHandle: 'handle-3', VisibilityTimeout: 120 },
    ]);
  });

  it('lie wherever the parked queue lies', async () => {
    const local = deps({ parkedQueue: `http://127.0.0.1:4000/000000000000/${PARKED}` });
    await sendTo(FAILURE_QUEUE, MESSAGE, 0, local);
    expect(sentInputs()[0]?.QueueUrl).toBe(`http://127.0.0.1:4000/000000000000/${FAILURE_QUEUE}`);
  });
});
