import fc from 'fast-check';
import {
  clientToken,
  eventKey,
  formatEarlierStartedBy,
  formatStartedBy,
  furtherEventKey,
  isEventKey,
  isRequestId,
  isTaskOf,
  readTaskIdentity,
} from './identity';

const UUID = 'e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10';
const orders = { functionName: 'immortal-dev-orders', requestId: UUID, attempt: 1 };

const aName = (maxLength: number) =>
  fc.stringMatching(/^[\w-]+$/).filter((name) => name.length <= maxLength);
/** As long as they may be, too. */
const anIdentity = fc.record({
  functionName: fc.oneof(aName(64), fc.constant('f'.repeat(64))),
  requestId: fc.oneof(aName(100), fc.constant('r'.repeat(100))),
  attempt: fc.integer({ min: 1, max: 100_000 }),
});

describe('startedBy', () => {
  it('names the function, the request, and the attempt', () => {
    expect(formatStartedBy(orders)).toBe(`immortal-dev-orders/${UUID}/1`);
    expect(readTaskIdentity({ startedBy: formatStartedBy(orders) })).toEqual(orders);
  });

  it('is accepted by ECS, and differs between rescues, whatever their names', () => {
    fc.assert(
      fc.property(anIdentity, anIdentity, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(formatStartedBy(one)).toMatch(/^[\w/-]{1,128}$/);
        expect(formatStartedBy(one) === formatStartedBy(other)).toBe(isSame);
        expect(isTaskOf({ startedBy: formatStartedBy(one) }, other)).toBe(isSame);
      }),
    );
  });

  it('is read as it was written, except for a request id that did not fit', () => {
    fc.assert(
      fc.property(anIdentity, (identity) => {
        const read = readTaskIdentity({ startedBy: formatStartedBy(identity) });
        const isHashed = formatStartedBy(identity).includes('//');
        expect(read?.requestId.startsWith('sha256:')).toBe(isHashed);
        expect(read).toEqual({ ...identity, ...(isHashed && { requestId: read?.requestId }) });
      }),
    );
  });

  it('distinguishes a request id from the hash of a longer one', () => {
    const long = { functionName: 'f'.repeat(64), requestId: 'r'.repeat(100), attempt: 1 };
    const [, , hash = ''] = formatStartedBy(long).split('/');
    expect(isTaskOf({ startedBy: formatStartedBy(long) }, { ...long, requestId: hash })).toBe(
      false,
    );
  });

  it('is read by the group if an earlier version of the kit wrote it', () => {
    const startedBy = formatEarlierStartedBy(orders);
    expect(startedBy).toBe(`${UUID}/1`);
    expect(readTaskIdentity({ startedBy, group: 'immortal-dev-orders' })).toEqual(orders);
    expect(isTaskOf({ startedBy, group: 'immortal-dev-orders' }, orders)).toBe(true);
    expect(isTaskOf({ startedBy, group: 'immortal-dev-other' }, orders)).toBe(false);
  });

  it.each([
    [{}],
    [{ startedBy: 'jane' }],
    [{ startedBy: 'ecs-svc/9223370564345678901' }],
    [{ startedBy: 'jane/1', group: 'family:immortal-dev-runner' }],
    [{ startedBy: 'a/b/c/1', group: 'orders' }],
    [{ startedBy: 'a//b/1', group: 'orders' }],
    [{ startedBy: 'a/b/first', group: 'orders' }],
  ])('is not that of a rescue: %j', (task) => {
    expect(readTaskIdentity(task)).toBeUndefined();
  });
});

describe('clientToken', () => {
  it('is accepted by ECS: at most 64 visible ASCII characters', () => {
    expect(clientToken(orders, 0)).toMatch(/^[!-~]{64}$/);
  });

  it('is the same for the same try', () => {
    expect(clientToken({ functionName: 'orders', requestId: 'request', attempt: 1 }, 0)).toBe(
      '2ffd462954afa789baa6244d5eb6f4112bfb8f4a282d1bcb8de572bf9fbef7ee',
    );
  });

  it('differs between functions, requests, attempts, and generations', () => {
    const tokens = [
      clientToken({ functionName: 'a', requestId: 'b', attempt: 1 }, 0),
      clientToken({ functionName: 'a', requestId: 'b', attempt: 1 }, 0, '{}'),
      clientToken({ functionName: 'a', requestId: 'b', attempt: 1 }, 0, '{ }'),
      clientToken({ functionName: 'b', requestId: 'a', attempt: 1 }, 0),
      clientToken({ functionName: 'a-b', requestId: 'b', attempt: 1 }, 0),
      clientToken({ functionName: 'a', requestId: 'b', attempt: 2 }, 0),
      clientToken({ functionName: 'a', requestId: 'b', attempt: 1 }, 1),
      clientToken({ functionName: 'a', requestId: 'b', attempt: 1 }, 11),
      clientToken({ functionName: 'a', requestId: 'b', attempt: 11 }, 1),
    ];
    expect(new Set(tokens).size).toBe(tokens.length);
  });
});

describe('the key of an event', () => {
  it('is in the folder of the function', () => {
    expect(eventKey(orders)).toBe(`immortal-dev-orders/${UUID}.json`);
    expect(furtherEventKey(orders, '{}')).toBe(
      `immortal-dev-orders/${UUID}/44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a.json`,
    );
  });

  it('is recognized', () => {
    expect(isEventKey(eventKey(orders), orders)).toBe(true);
    expect(isEventKey(furtherEventKey(orders, '{}'), orders)).toBe(true);
  });

  it.each([
    ['of another function', eventKey({ ...orders, functionName: 'immortal-dev-other' })],
    ['of another request', eventKey({ ...orders, requestId: 'other' })],
    ['of another request of another function', furtherEventKey({ ...orders, requestId: 'x' }, '')],
    ['above the folder', `immortal-dev-orders/${UUID}/../../immortal-dev-other/${UUID}.json`],
    ['below it', `immortal-dev-orders/${UUID}.json/more`],
    ['of something else in it', `immortal-dev-orders/${UUID}/note.json`],
  ])('is not recognized %s', (_, key) => {
    expect(isEventKey(key, orders)).toBe(false);
  });
});

describe('isRequestId', () => {
  it.each([UUID, 'r', 'A_1-b', 'r'.repeat(100)])('takes %s', (text) => {
    expect(isRequestId(text)).toBe(true);
  });

  it.each(['', 'a/b', 'a b', '..', 'é', 'sha256:x', 'r'.repeat(101), 'a\n'])(
    'refuses %j',
    (text) => {
      expect(isRequestId(text)).toBe(false);
    },
  );
});
