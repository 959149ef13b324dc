import { Stack } from '../kernel/template';
import { Timeline } from '../timeline';
import { Parked } from './parked-messages';

const arnOf = (name: string) => `arn:aws:sqs:eu-west-1:000000000000:${name}`;
const queue = (name: string, properties: object = {}) => ({
  ...{ logicalId: name, type: 'AWS::SQS::Queue', properties: { ...properties } },
  notEmulated: [],
  ...{
    ref: name,
    attributes: { Arn: arnOf(name) },
    keptWhenRemoved: false,
    keptWhenReplaced: false,
  },
});
const queues = [
  queue('orders-failures', { RedrivePolicy: { deadLetterTargetArn: arnOf('parked') } }),
  queue('parked'),
];
const resources = new Map(queues.map((one) => [one.logicalId, one]));
const stack = new Stack('spec', 'eu-west-1', '000000000000', resources, new Map(), new Set());

/** A message of orders-failures that is parked; sending takes its time. */
function park() {
  const timeline = new Timeline();
  const message = {
    ...{ messageId: 'm-1', body: '{}', sentTimestamp: 0, messageAttributes: {} },
  };
  const storage = {
    messagesIn: (arn: string) => (arn === arnOf('parked') ? [{ message, isHeld: false }] : []),
    sendMessage: jest.fn(() => new Promise<string>((resolve) => setImmediate(resolve, 'm-2'))),
    takeOut: jest.fn(() => true),
  };
  const parked = new Parked({ storage, timeline, played: { stack } });
  const moved = { messageId: 'm-1', queue: 'parked', from: 'orders-failures' };
  timeline.add({ type: 'moved', ...moved });
  return { parked, storage };
}

describe('a message that is sent back', () => {
  it('is sent once, however many ask for it at the same time', async () => {
    const { parked, storage } = park();
    const answers = await Promise.allSettled([parked.sendBack('m-1'), parked.sendBack('m-1')]);
    expect(answers).toEqual([
      expect.objectContaining({ status: 'fulfilled' }),
      { status: 'rejected', reason: expect.objectContaining({ status: 409 }) as unknown },
    ]);
    expect(storage.sendMessage).toHaveBeenCalledTimes(1);
    expect(storage.takeOut).toHaveBeenCalledWith(arnOf('parked'), 'm-1', 'orders-failures');
  });

  it('can’t be dropped meanwhile, and can when it could not be sent', async () => {
    const { parked, storage } = park();
    storage.sendMessage.mockRejectedValueOnce(new Error('no room'));
    const sent = parked.sendBack('m-1');
    expect(() => {
      parked.drop('m-1');
    }).toThrow('Somebody has received');
    await expect(sent).rejects.toThrow('no room');
    parked.drop('m-1');
    expect(storage.takeOut).toHaveBeenCalledWith(arnOf('parked'), 'm-1', undefined);
  });
});
