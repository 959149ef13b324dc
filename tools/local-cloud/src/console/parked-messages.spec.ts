import { Stack } from '../kernel/template';
import { Parked } from './parked-messages';

const arnOf = (name: string) => `arn:aws:sqs:eu-west-1:000000000000:${name}`;
const queue = (name: string, properties: object = {}) => ({
  logicalId: name,
  type: 'AWS::SQS::Queue',
  properties: { ...properties },
  notEmulated: [],
  isKnown: true,
  ref: name,
  attributes: { Arn: arnOf(name) },
  keptWhenRemoved: false,
  keptWhenReplaced: false,
});
const queues = [
  queue('orders-failures', { RedrivePolicy: { deadLetterTargetArn: arnOf('parked') } }),
  queue('mails-failures'),
  queue('parked'),
];
const resources = new Map(queues.map((one) => [one.logicalId, one]));
const stack = new Stack('spec', 'eu-west-1', '000000000000', resources, new Map(), new Set());

/**
 * A message of orders-failures that SQS moved; sending is asynchronous.
 *
 * @param claims its attributes
 */
function park(claims: Readonly<Record<string, string>> = {}) {
  const attributes = Object.entries(claims).map(([name, StringValue]) => [
    name,
    { DataType: 'String', StringValue },
  ]);
  const messageAttributes = Object.fromEntries(attributes) as Record<
    string,
    { DataType: string; StringValue: string }
  >;
  const message = { messageId: 'm-1', body: '{}', sentTimestamp: 0, messageAttributes };
  const storage = {
    sourceOf: () => 'orders-failures',
    messagesIn: (arn: string) => (arn === arnOf('parked') ? [{ message, isHeld: false }] : []),
    sendMessage: jest.fn(() => new Promise<string>((resolve) => setImmediate(resolve, 'm-2'))),
    takeOut: jest.fn(() => true),
  };
  return { parked: new Parked({ storage, runtime: { stack } }), storage };
}

it('belongs to the function whose queue SQS moved it from, whatever the message claims', async () => {
  const { parked, storage } = park({
    Queue: 'mails-failures',
    Function: 'mails',
    RequestID: 'r-1',
  });
  expect(parked.list().messages).toMatchObject([
    { from: 'orders-failures', function: 'orders', requestId: 'r-1' },
  ]);
  await parked.sendBack('m-1');
  expect(storage.sendMessage).toHaveBeenCalledWith(
    arnOf('orders-failures'),
    '{}',
    expect.anything(),
  );
});

describe('a message that is sent back', () => {
  it('is sent once for concurrent requests', async () => {
    const { parked, storage } = park();
    const answers = await Promise.allSettled([parked.sendBack('m-1'), parked.sendBack('m-1')]);
    expect(answers).toEqual([
      expect.objectContaining({ status: 'fulfilled' }),
      { status: 'rejected', reason: expect.objectContaining({ status: 409 }) as unknown },
    ]);
    expect(storage.sendMessage).toHaveBeenCalledTimes(1);
    expect(storage.takeOut).toHaveBeenCalledWith(arnOf('parked'), 'm-1', 'orders-failures');
  });

  it('can be dropped only if sending fails', async () => {
    const { parked, storage } = park();
    storage.sendMessage.mockRejectedValueOnce(new Error('no room'));
    const sent = parked.sendBack('m-1');
    expect(() => {
      parked.drop('m-1');
    }).toThrow('Another consumer has received');
    await expect(sent).rejects.toThrow('no room');
    parked.drop('m-1');
    expect(storage.takeOut).toHaveBeenCalledWith(arnOf('parked'), 'm-1', undefined);
  });
});
