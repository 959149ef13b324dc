import type { TaskOutcome } from '@immortal/shared';
import type { TimedEntry, TimelineEntry } from './entries';
import { advance, type Rescue, timeToRescue } from './rescue';

const FAILURES = 'arn:aws:sqs:eu-west-1:000000000000:orders-failures';
const about = { requestId: 'r-1', function: 'orders' } as const;
const invocation: TimelineEntry = { ...about, type: 'invocation', bytes: 2 };
const attempt = (number: number): TimelineEntry => ({
  ...about,
  type: 'attempt',
  attempt: number,
  maximumAttempts: 3,
  timeoutSeconds: 1,
  awsTimeoutSeconds: 900,
});
const ended = (outcome: 'success' | 'timeout'): TimelineEntry => ({
  ...about,
  type: 'attempt-ended',
  attempt: 1,
  outcome,
  seconds: 1,
});
const givenUp = (destination?: string): TimelineEntry => ({
  ...about,
  type: 'given-up',
  errorMessage: 'timed out',
  ...(destination !== undefined && { destination }),
});
const delivered: TimelineEntry = {
  type: 'delivery',
  rescues: [{ ...about, requestId: 'r-0' }, about],
  queue: 'orders-failures',
  function: 'secondary',
  messages: 2,
  receiveCount: 1,
};
const settled = (kept: number): TimelineEntry => ({
  type: 'delivery-ended',
  rescues: [about],
  queue: 'orders-failures',
  function: 'secondary',
  deleted: 1 - kept,
  kept,
});
const task = (taskArn: string, status: string, outcome?: TaskOutcome): TimelineEntry => ({
  ...about,
  type: 'task',
  taskArn,
  status,
  ...(outcome !== undefined && { outcome }),
});
const started = (taskArn: string) => [
  task(taskArn, 'PROVISIONING'),
  task(taskArn, 'PENDING'),
  task(taskArn, 'RUNNING'),
];
const moved: TimelineEntry = {
  ...about,
  type: 'moved',
  queue: 'parked',
  messageId: 'm-1',
  reason: 'no capacity',
};
const takenOut = (to?: string, messageId = 'm-1'): TimelineEntry => ({
  ...about,
  type: 'taken-out',
  queue: 'parked',
  messageId,
  ...(to !== undefined && { to }),
});
const LOST = [invocation, attempt(1), ended('timeout'), givenUp(FAILURES)];

/** One entry per second. */
function after(...entries: readonly TimelineEntry[]): Rescue | undefined {
  const timed = entries.map((entry, index): TimedEntry => ({ ...entry, at: index * 1000 }));
  return timed.reduce<Rescue | undefined>((rescue, one) => advance(rescue, about, one), undefined);
}

describe('the state of a rescue', () => {
  it.each([
    ['attempting from the invocation on', 'attempting', [invocation]],
    ['attempting between attempts', 'attempting', [invocation, attempt(1), ended('timeout')]],
    ['succeeded when an attempt succeeds', 'succeeded', [invocation, attempt(1), ended('success')]],
    ['dropped when no queue takes what is given up', 'dropped', [invocation, givenUp()]],
    ['dead-lettered in its failure queue', 'dead-lettered', LOST],
    ['launching when the secondary has it', 'launching', [...LOST, delivered]],
    ['dead-lettered again when it is kept', 'dead-lettered', [...LOST, delivered, settled(1)]],
    ['running in a container', 'running', [...LOST, delivered, ...started('a'), settled(0)]],
    [
      'succeeded in a container',
      'succeeded',
      [...LOST, ...started('a'), task('a', 'STOPPED', 'succeeded')],
    ],
    [
      'succeeded when the end of the container is reported',
      'succeeded',
      [...LOST, ...started('a'), task('a', 'STOPPED', 'succeeded'), delivered, settled(0)],
    ],
    [
      'launching after a container without a result',
      'launching',
      [...LOST, ...started('a'), task('a', 'STOPPED', 'interrupted')],
    ],
    ['running in the next container', 'running', [...LOST, ...started('a'), ...started('b')]],
    ['parked', 'parked', [...LOST, delivered, moved, settled(0)]],
    ['dead-lettered when it is sent back', 'dead-lettered', [...LOST, moved, takenOut('q')]],
    ['dropped when what was parked is deleted', 'dropped', [...LOST, moved, takenOut()]],
    [
      'parked when another message of it is deleted',
      'parked',
      [...LOST, moved, takenOut(undefined, 'm-2')],
    ],
  ] as const)('is %s', (_, state, entries) => {
    expect(after(...entries)?.state).toBe(state);
  });
});

describe('a rescue', () => {
  it('counts attempts and containers, and records the last container, and where and when it ended', () => {
    const all = [...LOST, ...started('a'), task('a', 'STOPPED', 'interrupted'), ...started('b')];
    expect(after(...all, task('b', 'STOPPED', 'succeeded'))).toEqual({
      requestId: 'r-1',
      function: 'orders',
      state: 'succeeded',
      by: 'container',
      attempts: 1,
      tasks: 2,
      taskArn: 'b',
      reason: 'timed out',
      startedAt: 0,
      givenUpAt: 3000,
      changedAt: 11_000,
      endedAt: 11_000,
    });
  });

  it('is open again when it is sent back, and measures its time from then', () => {
    expect(after(...LOST, moved)).toMatchObject({ endedAt: 4000, reason: 'no capacity' });
    const again = [...LOST, moved, takenOut('q')];
    expect(after(...again)).not.toHaveProperty('endedAt');
    const done = after(...again, ...started('a'), task('a', 'STOPPED', 'succeeded'));
    expect(done && timeToRescue(done)).toBe(4000);
  });

  it('has no time to rescue if Lambda succeeded', () => {
    const done = after(invocation, attempt(1), ended('success'));
    expect(done && timeToRescue(done)).toBeUndefined();
  });

  it('begins with a message sent by hand', () => {
    expect(after(delivered)).toMatchObject({ function: 'orders', state: 'launching' });
  });

  it('does not begin with a log line', () => {
    expect(
      after({ ...about, type: 'log', source: 'function', name: 'orders', line: '' }),
    ).toBeUndefined();
  });
});
