import { DeleteMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { RefusalError } from '../errors';
import { FAILURES, fixture, FOREIGN, PARKED, parkedMessage } from '../testing/fixtures';
import { redriveOne } from './redrive';

/** As SQS refuses a call that no policy allows. */
function denied(action: string): Error {
  const message = `User: arn:aws:iam::123456789012:user/x is not authorized to perform: ${action} on resource: y`;
  return Object.assign(new Error(message), { name: 'AccessDenied', $fault: 'client' });
}

const idsIn = ({ sqs }: ReturnType<typeof fixture>, queue: string) =>
  sqs.messagesIn(queue).map(({ MessageId }) => MessageId);

describe('parked redrive ID', () => {
  it('sends body and attributes unchanged to the queue that the message came from, and deletes it', async () => {
    const on = fixture();
    const message = parkedMessage({ eventS3: 's3://bucket/key' });
    on.sqs.put(PARKED, 'm-1', message);
    on.sqs.put(PARKED, 'm-2', parkedMessage());

    expect(await redriveOne('m-1', undefined, on.deps)).toBe(0);

    const { Body, MessageAttributes } = message;
    expect(on.sqs.messagesIn(FAILURES)).toMatchObject([{ Body, MessageAttributes }]);
    expect(idsIn(on, PARKED)).toEqual(['m-2']);
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
    expect(on.written).toEqual([`m-1 was sent back to ${FAILURES}`]);
    expect(on.questions).toEqual([
      `Send the event of immortal-dev-orders (request r-1) back to ${FAILURES}, where it runs again?`,
    ]);
  });

  it('sends the tracing header too', async () => {
    const on = fixture();
    const Attributes = { AWSTraceHeader: 'Root=1;Lineage=a:1' };
    on.sqs.put(PARKED, 'm-1', { ...parkedMessage(), Attributes });
    await redriveOne('m-1', undefined, on.deps);
    const [call] = on.sqs.stub.commandCalls(SendMessageCommand);
    expect(call?.args[0].input.MessageSystemAttributes).toEqual({
      AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1;Lineage=a:1' },
    });
  });

  it('does not send to a queue of another stack, even if the operator names it', async () => {
    const on = fixture();
    on.sqs.put(PARKED, 'm-1', parkedMessage());
    await expect(redriveOne('m-1', FOREIGN, on.deps)).rejects.toThrow(
      'does not belong to this stack',
    );
    expect([idsIn(on, PARKED), idsIn(on, FOREIGN)]).toEqual([['m-1'], []]);
  });

  it('escapes characters in its question that a terminal would interpret', async () => {
    const on = fixture();
    on.sqs.put(PARKED, 'm-1', parkedMessage({ requestId: 'r\u009b2J\r\n' }));
    await redriveOne('m', undefined, on.deps);
    expect(on.questions).toEqual([
      `Send the event of immortal-dev-orders (request r\\u009b2J) back to ${FAILURES}, where it runs again?`,
    ]);
  });

  it('changes nothing when the answer is no', async () => {
    const on = fixture({ confirm: () => Promise.resolve(false) });
    on.sqs.put(PARKED, 'm-1', parkedMessage());
    expect(await redriveOne('m-1', undefined, on.deps)).toBe(1);
    expect([idsIn(on, PARKED), idsIn(on, FAILURES)]).toEqual([['m-1'], []]);
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
    expect(on.notes).toEqual(['Nothing was sent back.']);
  });

  it('loses nothing if the message can’t be sent', async () => {
    const on = fixture();
    on.sqs.put(PARKED, 'm-1', parkedMessage());
    on.sqs.stub.on(SendMessageCommand).rejects(denied('sqs:sendmessage'));
    await expect(redriveOne('m-1', undefined, on.deps)).rejects.toThrow('sqs:sendmessage');
    expect([idsIn(on, PARKED), idsIn(on, FAILURES)]).toEqual([['m-1'], []]);
    expect(on.sqs.hiddenIn(PARKED)).toEqual([]);
  });

  it('says that a message is in both queues if it can’t be deleted', async () => {
    const on = fixture();
    on.sqs.put(PARKED, 'm-1', parkedMessage());
    on.sqs.stub.on(DeleteMessageCommand).rejects(denied('sqs:deletemessage'));
    await expect(redriveOne('m-1', undefined, on.deps)).rejects.toThrow(
      /^It was sent to immortal-dev-orders-failures, but could not be deleted here: AWS denies access.*So it is in both/,
    );
    expect([idsIn(on, PARKED).length, idsIn(on, FAILURES).length]).toEqual([1, 1]);
  });

  it('does not send a message that another reader could have received before the answer', async () => {
    const on = fixture({
      confirm: () => {
        on.sqs.showAll(PARKED);
        return Promise.resolve(true);
      },
    });
    on.sqs.put(PARKED, 'm-1', parkedMessage());
    await expect(redriveOne('m-1', undefined, on.deps)).rejects.toThrow('was visible again');
    expect([idsIn(on, PARKED), idsIn(on, FAILURES)]).toEqual([['m-1'], []]);
  });

  it('refuses a message without a queue, unless the operator names one', async () => {
    const on = fixture();
    on.sqs.put(PARKED, 'm-1', { Body: '{}' });
    const attempt = redriveOne('m-1', undefined, on.deps);
    await expect(attempt).rejects.toThrow(RefusalError);
    await expect(attempt).rejects.toThrow(
      'Message m-1 does not say which queue it came from. Name one: npm run parked -- redrive m-1 --to QUEUE',
    );
    expect(on.questions).toEqual([]);

    expect(await redriveOne('m-1', FAILURES, on.deps)).toBe(0);
    expect(idsIn(on, FAILURES)).toHaveLength(1);
  });

  it.each([
    ['that does not exist', 'immortal-dev-gone-failures', 'There is no queue immortal-dev-gone'],
    [
      'of another stack',
      FOREIGN,
      'The queue payments-prod does not belong to this stack: its dead letters do not go to immortal-dev-parked. Name one:',
    ],
    ['that is the parked queue', PARKED, 'would only come back to immortal-dev-parked'],
  ])('refuses a message from a queue %s, before it asks', async (_, queue, message) => {
    const on = fixture();
    on.sqs.put(PARKED, 'm-1', parkedMessage({ queue }));
    await expect(redriveOne('m-1', undefined, on.deps)).rejects.toThrow(message);
    expect(on.questions).toEqual([]);
  });
});
