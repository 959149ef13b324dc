import fc from 'fast-check';
import {
  clientToken,
  eventKey,
  formatEarlierStartedBy,
  formatStartedBy,
  furtherEventKey,
  isEventKey,
  isFamilyOf,
  isRequestId,
  isTaskOf,
  readTaskIdentity,
} from './identity';

const UUID = 'e9a2b0a4-c4a3-4bff-8b1e-6b4f5a5c9d10';
const orders = { functionName: 'immortal-dev-orders', requestId: UUID, attempt: 1 };

const definition = (family: string) =>
  `arn:aws:ecs:eu-west-1:123456789012:task-definition/${family}:7`;
/** What a task of a function was started from. */
const from = (family: string) => ({ taskDefinitionArn: definition(family) });

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
        const task = { startedBy: formatStartedBy(one), ...from(one.functionName) };
        expect(isTaskOf(task, other)).toBe(isSame);
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
    const task = { startedBy: formatStartedBy(long), ...from(long.functionName) };
    expect(isTaskOf(task, { ...long, requestId: hash })).toBe(false);
  });

  it('is read by the group if an earlier version of the kit wrote it', () => {
    const startedBy = formatEarlierStartedBy(orders);
    expect(startedBy).toBe(`${UUID}/1`);
    expect(readTaskIdentity({ startedBy, group: 'immortal-dev-orders' })).toEqual(orders);
    const origin = from('immortal-dev-runner');
    expect(isTaskOf({ startedBy, group: 'immortal-dev-orders', ...origin }, orders)).toBe(true);
    expect(isTaskOf({ startedBy, group: 'immortal-dev-other', ...origin }, orders)).toBe(false);
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

describe('the family of a task', () => {
  it('is the name of its function, whatever that is', () => {
    fc.assert(
      fc.property(aName(64), aName(64), (one, other) => {
        fc.pre(!one.endsWith('-runner'));
        expect(isFamilyOf(from(one), one)).toBe(true);
        expect(isFamilyOf(from(one), other)).toBe(one === other);
      }),
    );
  });

  it('is that of the stack in an earlier version of the kit', () => {
    fc.assert(
      fc.property(aName(40), aName(20), aName(40), (stack, key, other) => {
        const origin = from(`${stack}-runner`);
        expect(isFamilyOf(origin, `${stack}-${key}`)).toBe(true);
        expect(isFamilyOf(origin, other)).toBe(other.startsWith(`${stack}-`));
      }),
    );
  });

  it('is that of the stack, which the cluster names, for a function with a name of its own', () => {
    const inCluster = (name: string) => ({
      ...from('immortal-dev-runner'),
      clusterArn: `arn:aws:ecs:eu-west-1:123456789012:cluster/${name}`,
    });
    expect(isFamilyOf(inCluster('immortal-dev'), 'billing')).toBe(true);
    expect(isFamilyOf(inCluster('dev'), 'billing')).toBe(false);
    expect(isFamilyOf(inCluster('my-immortal-dev'), 'billing')).toBe(false);
  });

  it.each<[string, object]>([
    ['of another function', from('immortal-dev-other')],
    ['with the same beginning', from('immortal-dev-orders-2')],
    ['that is the beginning', from('immortal-dev')],
    ['of another stack', from('immortal-prod-runner')],
    ['of a part of the stack', from('immortal-d-runner')],
    ['of a stack without a name', from('-runner')],
    ['without a revision', { taskDefinitionArn: definition('immortal-dev-orders').slice(0, -2) }],
    [
      'in the name of another resource',
      { taskDefinitionArn: 'arn:…:service/immortal-dev-orders:7' },
    ],
    ['that is unknown', {}],
  ])('is not one %s', (_, origin) => {
    expect(isFamilyOf(origin, 'immortal-dev-orders')).toBe(false);
    const task = { startedBy: formatStartedBy(orders), group: 'immortal-dev-orders', ...origin };
    expect(isTaskOf(task, orders)).toBe(false);
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
