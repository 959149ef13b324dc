import { type Task } from '@aws-sdk/client-ecs';
import { allRescues, type LoggedEnd, rescueOfLog, rescueOfTask } from './rescue';

const NOW = new Date('2026-11-24T09:00:00Z');
const at = (time: string) => new Date(`2026-11-24T${time}Z`);

const task = (change: Task = {}): Task => ({
  taskArn: 'arn:aws:ecs:eu-west-1:123456789012:task/immortal-dev/abc',
  group: 'immortal-dev-orders',
  startedBy: 'r-1/2',
  lastStatus: 'RUNNING',
  createdAt: at('08:00:00'),
  startedAt: at('08:01:00'),
  ...change,
});
const stopped = (exitCode: number | undefined, change: Task = {}) =>
  task({
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedAt: at('08:31:00'),
    // AWS may add a container, such as the agent of GuardDuty, in any position.
    containers: [
      { name: 'aws-guardduty-agent', exitCode: 9 },
      { name: 'runner', ...(exitCode !== undefined && { exitCode }) },
    ],
    ...change,
  });

/** As the runner writes it. */
const END = {
  level: 'ERROR',
  message: 'The function failed (InputError).',
  service: 'runner',
  timestamp: '2026-11-24T08:31:00.000Z',
  requestId: 'r-1',
  functionName: 'immortal-dev-orders',
  outcome: 'failed',
  exitCode: 1,
  durationMs: 60_000,
  peakMemoryMb: 67,
};
const logged = (change: object = {}): LoggedEnd => ({
  line: JSON.stringify({ ...END, ...change }),
  timestamp: at('08:31:00').getTime(),
});

describe('rescueOfTask', () => {
  it('says what it rescues, since when it runs, and for how long', () => {
    expect(rescueOfTask(task(), NOW)).toEqual({
      taskId: 'abc',
      functionName: 'immortal-dev-orders',
      requestId: 'r-1',
      attempt: 2,
      state: 'RUNNING',
      startedAt: at('08:01:00'),
      durationMs: 59 * 60_000,
    });
  });

  it.each([
    ['PROVISIONING', 'PENDING'],
    ['PENDING', 'PENDING'],
    ['ACTIVATING', 'PENDING'],
    ['DEPROVISIONING', 'STOPPING'],
  ])('counts a task that is %s as %s', (lastStatus, state) => {
    expect(rescueOfTask(task({ lastStatus }), NOW)?.state).toBe(state);
  });

  it('has no duration before the container starts, and counts from the request', () => {
    const rescue = rescueOfTask(task({ lastStatus: 'PENDING', startedAt: undefined }), NOW);
    expect(rescue).toMatchObject({ state: 'PENDING', startedAt: at('08:00:00') });
    expect(rescue).not.toHaveProperty('durationMs');
  });

  it('succeeded if the runner exited with 0, and needs no description', () => {
    const rescue = rescueOfTask(stopped(0), NOW, logged());
    expect(rescue).toMatchObject({ state: 'succeeded', exitCode: 0, durationMs: 30 * 60_000 });
    expect(rescue).not.toHaveProperty('end');
  });

  it.each([
    [
      stopped(137, {
        stoppedReason: 'Essential container in task exited',
        containers: [{ name: 'runner', exitCode: 137, reason: 'OutOfMemoryError: killed' }],
      }),
      'out-of-memory: EssentialContainerExited, exit code 137, Essential container in task exited, OutOfMemoryError: killed',
    ],
    [
      stopped(undefined, {
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'CannotPullContainerError',
      }),
      'failed-to-start: TaskFailedToStart, CannotPullContainerError',
    ],
    [stopped(undefined, { stopCode: undefined }), 'no-result'],
  ])('describes a failure by what ECS reports', (one, end) => {
    expect(rescueOfTask(one, NOW)).toMatchObject({ state: 'failed', end });
  });

  it('describes a failure by the runner’s end line, which says more than an exit code', () => {
    const end = logged({ outcome: 'timed-out', message: 'It was stopped.' });
    expect(rescueOfTask(stopped(1), NOW, end)).toMatchObject({ end: 'timed-out: It was stopped.' });
  });

  it.each([
    ['exit code', { exitCode: 0 }],
    ['request', { requestId: 'r-2' }],
    ['function', { functionName: 'immortal-dev-payments' }],
  ])('describes a failure by what ECS reports if the end line claims another %s', (_, claim) => {
    const forged = logged({
      exitCode: 137,
      outcome: 'succeeded',
      message: 'All is well.',
      ...claim,
    });
    expect(rescueOfTask(stopped(137), NOW, forged)).toMatchObject({
      end: 'container-killed: EssentialContainerExited, exit code 137',
    });
  });

  it('believes no end line of a container that never ran', () => {
    expect(rescueOfTask(stopped(undefined), NOW, logged())).toMatchObject({
      end: 'no-result: EssentialContainerExited',
    });
  });

  it('takes the end line of a runner that could not read its request', () => {
    const end = logged({
      requestId: undefined,
      functionName: undefined,
      exitCode: 2,
      outcome: 'refused',
      message: 'x',
    });
    expect(rescueOfTask(stopped(2), NOW, end)).toMatchObject({
      end: 'refused: x',
      requestId: 'r-1',
    });
  });

  it('has the state of ECS while the task is there, although the runner has ended', () => {
    const rescue = rescueOfTask(task({ lastStatus: 'DEPROVISIONING' }), NOW, logged());
    expect(rescue).toMatchObject({ state: 'STOPPING' });
    expect(rescue).not.toHaveProperty('end');
  });

  it.each([task({ startedBy: 'by-hand' }), task({ startedBy: undefined })])(
    'ignores a task that is not a rescue',
    (one) => {
      expect(rescueOfTask(one, NOW)).toBeUndefined();
    },
  );
});

describe('rescueOfLog', () => {
  it('reads how a rescue ended from the runner’s end line', () => {
    expect(rescueOfLog('abc', logged())).toEqual({
      taskId: 'abc',
      functionName: 'immortal-dev-orders',
      requestId: 'r-1',
      state: 'failed',
      startedAt: at('08:30:00'),
      durationMs: 60_000,
      exitCode: 1,
      end: 'failed: The function failed (InputError).',
    });
  });

  it('needs no description of a success', () => {
    const rescue = rescueOfLog('abc', logged({ outcome: 'succeeded', exitCode: 0 }));
    expect(rescue).toMatchObject({ state: 'succeeded', exitCode: 0 });
    expect(rescue).not.toHaveProperty('end');
  });

  it('takes the end for the start of a runner that did not start the function', () => {
    const end = logged({ outcome: 'refused', exitCode: 2, durationMs: undefined });
    const rescue = rescueOfLog('abc', end);
    expect(rescue).toMatchObject({ startedAt: at('08:31:00') });
    expect(rescue).not.toHaveProperty('durationMs');
  });

  it('shows a dash for a request that the runner could not read', () => {
    const end = logged({ requestId: undefined, functionName: undefined });
    expect(rescueOfLog('abc', end)).toMatchObject({ requestId: '-', functionName: '-' });
  });
});

describe('allRescues', () => {
  it('has each task once, with the ends of tasks that ECS has forgotten', () => {
    const ends = new Map([
      ['abc', logged()],
      ['def', logged({ requestId: 'r-3' })],
    ]);
    expect(allRescues([stopped(1)], ends, NOW)).toMatchObject([
      { taskId: 'abc', attempt: 2, end: 'failed: The function failed (InputError).' },
      { taskId: 'def', requestId: 'r-3' },
    ]);
  });
});
