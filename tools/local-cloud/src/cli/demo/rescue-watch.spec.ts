import { Timeline, type TimelineEntry } from '../../timeline';
import { RescueWatch } from './rescue-watch';

const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:orders-failures';
const id = { requestId: 'r-1' };
const about = { ...id, function: 'orders' };
const attempt: TimelineEntry = {
  type: 'attempt',
  ...about,
  attempt: 3,
  maximumAttempts: 3,
  timeoutSeconds: 1,
  awsTimeoutSeconds: 900,
};
const givenUp = (destination?: string): TimelineEntry => ({
  type: 'given-up',
  ...about,
  errorMessage: 'timed out',
  ...(destination !== undefined && { destination }),
});
const taken = (kept: number): TimelineEntry => ({
  type: 'delivery-ended',
  requestId: 'r-1',
  rescues: [about],
  queue: 'orders-failures',
  function: 'secondary',
  deleted: 1 - kept,
  kept,
});
const task = (taskArn: string, status: string, more: object = {}): TimelineEntry => ({
  type: 'task',
  ...about,
  taskArn,
  status,
  ...more,
});
const failed = (taskArn: string) =>
  task(taskArn, 'STOPPED', {
    exitCode: 143,
    outcome: 'interrupted',
    seconds: 2,
    stopCode: 'SpotInterruption',
    stoppedReason: 'interrupted',
  });
const done = (taskArn: string) =>
  task(taskArn, 'STOPPED', { exitCode: 0, outcome: 'succeeded', seconds: 5 });

/** The outcome of r-1 after these entries; undefined while it is undecided. */
async function outcomeAfter(entries: readonly TimelineEntry[], tasksAreFollowedUp = true) {
  const timeline = new Timeline();
  const watch = new RescueWatch({ timeline, readQueues: new Set([QUEUE]), tasksAreFollowedUp });
  entries.slice(0, 1).forEach((entry) => {
    timeline.add(entry);
  });
  const outcome = watch.outcomeOf(about);
  entries.slice(1).forEach((entry) => {
    timeline.add(entry);
  });
  const open = new Promise<undefined>((resolve) => {
    setImmediate(resolve, undefined);
  });
  return Promise.race([outcome, open]);
}

const BEFORE = [attempt, givenUp(QUEUE), task('a', 'PROVISIONING'), taken(0)];

it('reports a success in Lambda', async () => {
  const success: TimelineEntry = {
    type: 'attempt-ended',
    ...about,
    attempt: 3,
    outcome: 'success',
    seconds: 1,
  };
  expect(await outcomeAfter([attempt, success])).toStrictEqual({
    kind: 'succeeded',
    attempts: 3,
    tasks: 0,
  });
});

it('reports a rescue in one container', async () => {
  expect(await outcomeAfter([...BEFORE, task('a', 'RUNNING'), done('a')])).toStrictEqual({
    kind: 'rescued',
    attempts: 3,
    tasks: 1,
    taskExitCode: 0,
    taskSeconds: 5,
  });
});

it('waits after a failed container, and reports the rescue in another one', async () => {
  const open = [...BEFORE, failed('a'), task('b', 'PROVISIONING')];
  expect(await outcomeAfter(open)).toBeUndefined();
  expect(await outcomeAfter([...open, failed('b'), task('c', 'RUNNING'), done('c')])).toMatchObject(
    {
      kind: 'rescued',
      tasks: 3,
      taskExitCode: 0,
    },
  );
});

it('reports a loss after the first failed container if no rule reports stopped tasks', async () => {
  expect(await outcomeAfter([...BEFORE, failed('a')], false)).toStrictEqual({
    kind: 'lost',
    attempts: 3,
    tasks: 1,
    taskExitCode: 143,
    taskSeconds: 2,
    reason: 'its task ended with exit code 143 (SpotInterruption: interrupted)',
  });
});

it.each([
  [
    'the reason in the message',
    { ...id, queue: 'parked', messageId: 'm', reason: 'three attempts' },
    'it is parked in parked: three attempts',
  ],
  [
    'the end of the last container',
    { queue: 'parked', messageId: 'm', from: 'orders-failures' },
    'it is parked in parked: its task ended with exit code 143 (SpotInterruption: interrupted)',
  ],
])('reports a parked message as lost, with %s', async (_title, moved, reason) => {
  const outcome = await outcomeAfter([...BEFORE, failed('a'), { type: 'moved', ...moved }]);
  expect(outcome).toMatchObject({ kind: 'lost', tasks: 1, taskExitCode: 143, reason });
});

it('reports a parked message as lost if no container was started', async () => {
  const moved: TimelineEntry = { type: 'moved', queue: 'parked', messageId: 'm' };
  expect(await outcomeAfter([attempt, givenUp(QUEUE), taken(1), moved])).toMatchObject({
    reason: 'it is parked in parked: no task could be started for it',
  });
});

it.each([
  ['is dropped', [givenUp()], 'the function has no dead-letter queue, so the event is gone'],
  ['is in a queue without a consumer', [givenUp(`${QUEUE}2`)], 'which no function reads'],
  ['starts no container', [givenUp(QUEUE), taken(0)], 'and started no task'],
])('reports an event as lost that %s', async (_title, entries, reason) => {
  expect(await outcomeAfter([attempt, ...entries])).toMatchObject({
    kind: 'lost',
    reason: expect.stringContaining(reason) as unknown,
  });
});

it.each([
  ['another request', { ...about, requestId: 'r-2' }],
  ['another function under the same request id', { ...about, function: 'mails' }],
])('ignores %s', async (_title, other) => {
  const entries: TimelineEntry[] = [
    { ...task('x', 'STOPPED', { exitCode: 0, outcome: 'succeeded' }), ...other },
    { type: 'moved', ...other, queue: 'parked', messageId: 'm' },
  ];
  expect(await outcomeAfter([...BEFORE, ...entries])).toBeUndefined();
});
