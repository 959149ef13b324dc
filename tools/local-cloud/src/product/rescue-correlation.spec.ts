import { formatStartedBy } from '@immortal/shared';
import { rescueOfDeadLetter, rescueOfMessage, rescueOfTask } from './rescue-correlation';

const orders = { function: 'orders', requestId: 'r-1' };
const message = (attributes: Readonly<Record<string, string>>, body = '{}') => ({
  messageAttributes: Object.fromEntries(
    Object.entries(attributes).map(([name, stringValue]) => [name, { stringValue }]),
  ),
  body,
});
const startedBy = formatStartedBy({ functionName: 'orders', requestId: 'r-1', attempt: 2 });

it('reads a task’s rescue from startedBy', () => {
  expect(rescueOfTask({ startedBy })).toEqual(orders);
  expect(rescueOfTask({ startedBy: 'ecs-svc/1' })).toBeUndefined();
});

it('takes the function of a message from the queue that it is in, whatever the message says', () => {
  const claims = message({ RequestID: 'r-1', Function: 'mails', Queue: 'mails-failures' });
  expect(rescueOfMessage('orders-failures', claims)).toEqual(orders);
  expect(rescueOfMessage('orders', claims)).toEqual({ function: '', requestId: 'r-1' });
});

it('finds the rescue in the event of a stopped task', () => {
  const event = message({}, JSON.stringify({ detail: { startedBy } }));
  expect(rescueOfMessage('stopped-tasks', event)).toEqual(orders);
});

it.each(['{}', '"startedBy"', '{"startedBy": ', '[["startedBy"]]'])(
  'finds no rescue in the body %s',
  (body) => {
    expect(rescueOfMessage('stopped-tasks', message({}, body))).toBeUndefined();
  },
);

it.each([
  ['SQS moved it from', 'orders-failures', { Queue: 'mails-failures', Function: 'mails' }],
  ['its attribute Queue names', undefined, { Queue: 'orders-failures', Function: 'mails' }],
  ['its attribute Function names', undefined, { Function: 'orders' }],
])('a dead letter belongs to the function that %s', (_, from, attributes) => {
  expect(rescueOfDeadLetter(from, { RequestID: 'r-1', ...attributes })).toEqual(orders);
});

it('a dead letter without a request id belongs to no rescue', () => {
  expect(rescueOfDeadLetter('orders-failures', { Function: 'orders' })).toBeUndefined();
});
