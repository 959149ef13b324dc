import { rescuesOf, type TimelineEntry } from './entries';
import { isSameRescue, resolveRescue, rescueKey, withRequestId } from './rescue-id';

const orders = { function: 'orders', requestId: 'r-1' };
const mails = { function: 'mails', requestId: 'r-1' };
const unknown = { function: '', requestId: 'r-1' };

describe('two functions with the same request id', () => {
  it('are two rescues', () => {
    expect(isSameRescue(orders, { ...orders })).toBe(true);
    expect(isSameRescue(orders, mails)).toBe(false);
    expect(rescueKey(orders)).not.toBe(rescueKey(mails));
  });

  it('are both found by the request id alone', () => {
    const all = [orders, { function: 'orders', requestId: 'r-2' }, mails];
    expect(withRequestId('r-1', all)).toEqual([orders, mails]);
  });
});

describe('an id without a function', () => {
  it.each([
    ['means the only rescue with its request id', [orders], orders],
    ['means neither of two rescues with its request id', [orders, mails], unknown],
    ['is a rescue of its own if there is no other', [], unknown],
  ])('%s', (_, rescues, expected) => {
    expect(resolveRescue(unknown, rescues)).toEqual(expected);
  });

  it('an id with a function means that function', () => {
    expect(resolveRescue(mails, [orders])).toBe(mails);
  });
});

describe('the rescues that an entry is about', () => {
  it.each<[string, TimelineEntry, readonly object[]]>([
    ['the one of its function', { type: 'invocation', ...orders, bytes: 2 }, [orders]],
    [
      'one of an unknown function',
      { type: 'moved', requestId: 'r-1', queue: 'parked', messageId: 'm-1' },
      [unknown],
    ],
    [
      'those of the messages, and not of the function that reads them',
      {
        type: 'delivery',
        rescues: [orders, mails],
        queue: 'stopped-tasks',
        function: 'secondary',
        messages: 2,
        receiveCount: 1,
      },
      [orders, mails],
    ],
    ['none of what concerns the whole cloud', { type: 'time-scale', timeScale: 60 }, []],
  ])('are %s', (_, entry, expected) => {
    expect(rescuesOf(entry)).toEqual(expected);
  });
});
