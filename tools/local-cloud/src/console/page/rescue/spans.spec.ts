import type { ContainerFacts, TimedEntry, TimelineEntry } from '../../../timeline';
import { courseOf, type Span } from './spans';

const TASK = 'arn:aws:ecs:eu-west-1:000000000000:task/runner/0123456789abcdef0123456789abcdef';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:orders-failures';
const about = { requestId: 'r-1', function: 'orders' } as const;
const attempt: TimelineEntry = {
  type: 'attempt',
  ...about,
  attempt: 1,
  maximumAttempts: 2,
  timeoutSeconds: 1,
  awsTimeoutSeconds: 900,
};
const timedOut: TimelineEntry = {
  type: 'attempt-ended',
  ...about,
  attempt: 1,
  outcome: 'timeout',
  seconds: 1,
  errorMessage: 'Task timed out',
};
const retry: TimelineEntry = { type: 'retry', ...about, waitSeconds: 0.1, awsWaitSeconds: 60 };
const givenUp: TimelineEntry = {
  type: 'given-up',
  ...about,
  destination: QUEUE,
  errorMessage: 'Task timed out',
};
const delivery = (queue: string): TimelineEntry => ({
  type: 'delivery',
  rescues: [about],
  queue,
  function: 'secondary',
  messages: 1,
  receiveCount: 1,
});
const settled = (queue: string, kept = 0): TimelineEntry => ({
  type: 'delivery-ended',
  rescues: [about],
  queue,
  function: 'secondary',
  deleted: 1 - kept,
  kept,
  ...(kept > 0 && { waitSeconds: 0.4, awsWaitSeconds: 360 }),
});
const task = (status: string, more: object = {}): TimelineEntry => ({
  type: 'task',
  requestId: 'r-1',
  taskArn: TASK,
  status,
  ...more,
});
const log = (source: 'function' | 'task', name: string, line: string): TimelineEntry => ({
  type: 'log',
  requestId: 'r-1',
  source,
  name,
  line,
});
const moved: TimelineEntry = {
  type: 'moved',
  requestId: 'r-1',
  queue: 'parked',
  messageId: 'm-1',
  reason: 'no capacity',
};

/** One entry every 100 ms. */
function course(...entries: readonly TimelineEntry[]) {
  const timed = entries.map((entry, index): TimedEntry => ({ ...entry, at: index * 100 }));
  return courseOf('orders', timed);
}
const brief = ({ key, from, to, tone }: Span) => [key, from, to, tone];

describe('the course of a rescue', () => {
  it('has a bar for each attempt, wait, dead letter, delivery, launch, and task', () => {
    const { spans } = course(
      attempt,
      timedOut,
      retry,
      attempt,
      timedOut,
      givenUp,
      delivery('orders-failures'),
      task('PROVISIONING'),
      task('PENDING'),
      settled('orders-failures'),
      task('RUNNING'),
      task('STOPPED', { exitCode: 0, outcome: 'succeeded' }),
      delivery('stopped'),
      settled('stopped'),
    );
    expect(spans.map(brief)).toEqual([
      ['attempt-1', 0, 100, 'warning'],
      ['wait-1', 200, 300, 'plain'],
      ['attempt-2', 300, 400, 'warning'],
      ['dead-letter-1', 500, 600, 'plain'],
      ['secondary-1', 600, 900, 'good'],
      ['launch-01234567', 700, 1000, 'good'],
      ['task-01234567', 1000, 1100, 'good'],
      ['secondary-2', 1200, 1300, 'good'],
    ]);
    expect(spans.at(-1)?.label).toBe('Secondary, follow-up');
  });

  it('shows the duration on AWS for scaled steps only', () => {
    const { spans } = course(
      attempt,
      timedOut,
      retry,
      givenUp,
      delivery('orders-failures'),
      settled('orders-failures', 1),
    );
    expect(spans.map(({ key, awsSeconds }) => [key, awsSeconds])).toEqual([
      ['attempt-1', 900],
      ['wait-1', 60],
      ['dead-letter-1', undefined],
      ['secondary-1', undefined],
      ['dead-letter-2', 360],
    ]);
    expect(spans[0]).toMatchObject({ limitAt: 1000, error: 'Task timed out' });
  });

  it('leaves a step in progress open', () => {
    expect(course(attempt).spans.map(brief)).toEqual([['attempt-1', 0, undefined, 'plain']]);
  });

  it('shows how a task ended, even if it never ran', () => {
    const end = {
      stopCode: 'SpotInterruption',
      stoppedReason: 'AWS reclaims the machine',
      exitCode: 143,
      outcome: 'interrupted',
    };
    const ran = course(task('PROVISIONING'), task('RUNNING'), task('STOPPED', end));
    expect(ran.spans[1]).toMatchObject({
      tone: 'bad',
      outcome: 'interrupted, exit code 143',
      facts: expect.arrayContaining([['Stopped reason', 'AWS reclaims the machine']]) as unknown,
    });
    const failed = {
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'no image',
      outcome: 'failed-to-start',
    };
    const { spans } = course(task('PROVISIONING'), task('STOPPED', failed));
    expect(spans).toMatchObject([{ outcome: 'failed to start, no exit code', to: 100 }]);
  });

  it('shows what a task runs in, from its launch on', () => {
    const container: ContainerFacts = {
      family: 'shop-dev-orders',
      image: 'shop-runner:nodejs24.x-arm64',
      role: 'shop-dev-OrdersRole',
      cpu: '512',
      memory: '1024',
      diskGib: 20,
      subnets: ['subnet-1', 'subnet-2'],
      securityGroups: ['sg-1'],
      hasPublicAddress: true,
    };
    const { spans } = course(task('PROVISIONING', { container }), task('RUNNING'));
    const facts = [
      ['Task definition', 'shop-dev-orders'],
      ['Role', 'shop-dev-OrdersRole'],
      ['Size', '0.5 vCPU, 1 GB, 20 GiB disk'],
      ['Network', 'subnet-1, subnet-2, sg-1, public address'],
      ['Image', 'shop-runner:nodejs24.x-arm64'],
    ];
    expect(spans).toMatchObject([{ facts }, { facts }]);
  });

  it('is open while the event is parked, and continues when it is sent back', () => {
    expect(course(moved).spans).toMatchObject([{ key: 'parked-1', error: 'no capacity' }]);
    const takenOut: TimelineEntry = {
      type: 'taken-out',
      requestId: 'r-1',
      queue: 'parked',
      messageId: 'm-1',
      to: 'q',
    };
    const { spans } = course(moved, takenOut);
    expect(spans.map(brief)).toEqual([
      ['parked-1', 0, 100, 'bad'],
      ['dead-letter-1', 100, undefined, 'plain'],
    ]);
  });

  it('assigns each log line to its step, even if it arrives late', () => {
    const { spans } = course(
      attempt,
      log('function', 'orders', 'one'),
      timedOut,
      log('function', 'orders', 'late'),
      delivery('orders-failures'),
      log('function', 'secondary', 'launches'),
      task('PROVISIONING'),
      task('RUNNING'),
      log('task', TASK.slice(-32), 'in the container'),
    );
    const lines = spans.map((span) => [span.key, span.lines.map(({ line }) => line)]);
    expect(Object.fromEntries(lines)).toEqual({
      'attempt-1': ['one', 'late'],
      'secondary-1': ['launches'],
      'launch-01234567': [],
      'task-01234567': ['in the container'],
    });
  });

  it('marks the moment when a fault fires', () => {
    const fault = {
      type: 'fault',
      point: 'task',
      kind: 'spot',
      left: 0,
      struck: 'the task',
    } as const;
    expect(course(attempt, fault).marks).toEqual([{ at: 100, text: 'task=spot hits the task' }]);
  });
});
