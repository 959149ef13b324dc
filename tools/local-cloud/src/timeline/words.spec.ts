import { describe as inWords, duration, scaleInWords, type ToldEntry } from './words';

const about = { at: 0, requestId: 'r-1', function: 'orders' } as const;
const task = {
  at: 0,
  type: 'task',
  taskArn: 'arn:aws:ecs:eu-west-1:0:task/runner/0123456789abcdef',
};

it.each<[string, ToldEntry, object]>([
  [
    'an attempt with its time limits, here and on AWS',
    {
      ...about,
      type: 'attempt',
      attempt: 1,
      maximumAttempts: 3,
      timeoutSeconds: 1,
      awsTimeoutSeconds: 900,
    },
    { tone: 'plain', text: 'attempt 1 of 3, timeout 1.00 s, scaled', onAws: '15 min' },
  ],
  [
    'a wait of equal length on AWS without the duration on AWS',
    { ...about, type: 'retry', waitSeconds: 60, awsWaitSeconds: 60 },
    { tone: 'plain', text: 'Lambda retries in 1 min' },
  ],
  [
    'a lost event as bad',
    { ...about, type: 'given-up', errorMessage: 'it failed' },
    { tone: 'bad', text: '✗ Lambda gives up and drops the event: it failed' },
  ],
  [
    'returned messages with the time until they are visible again',
    {
      ...about,
      type: 'delivery-ended',
      rescues: [about],
      queue: 'q',
      deleted: 0,
      kept: 2,
      waitSeconds: 0.4,
      awsWaitSeconds: 360,
      errorMessage: 'it crashed',
    },
    {
      tone: 'bad',
      text: '✗ 2 messages returned to q: it crashed; visible again in 0.40 s',
      onAws: '6 min',
    },
  ],
  [
    'a task that succeeded as good',
    { ...task, type: 'task', status: 'STOPPED', seconds: 14.52, exitCode: 0, outcome: 'succeeded' },
    { tone: 'good', text: '✓ Fargate task 01234567 STOPPED after 14.5 s, exit code 0' },
  ],
  [
    'a message that was sent back with where it went',
    { at: 0, type: 'taken-out', queue: 'parked', messageId: 'm', to: 'orders-failures' },
    { tone: 'plain', text: 'a message is sent from parked back to orders-failures' },
  ],
  [
    'a deployed stack as good',
    { at: 0, type: 'stack', stack: 'orders', status: 'UPDATE_COMPLETE' },
    { tone: 'good', text: '✓ stack orders is UPDATE_COMPLETE' },
  ],
  [
    'a resource that can’t be created as bad, with the reason',
    {
      at: 0,
      type: 'stack',
      stack: 'orders',
      resource: 'Q',
      resourceType: 'AWS::SQS::Queue',
      status: 'CREATE_FAILED',
      reason: 'it is wrong',
    },
    { tone: 'bad', text: '✗ Q (AWS::SQS::Queue) of orders is CREATE_FAILED: it is wrong' },
  ],
  [
    'a fault with how many more times it fires',
    { at: 0, type: 'fault', point: 'task', kind: 'spot', left: 1, struck: 'the task 1' },
    { tone: 'fault', text: '⚡ task=spot hits the task 1 (1 more)' },
  ],
])('says %s', (_, entry, said) => {
  expect(inWords(entry)).toEqual(said);
});

it.each([
  [900, 'time scale 900: 15 minutes of waiting on AWS take 1 second here'],
  [60, 'time scale 60: 1 minute of waiting on AWS takes 1 second here'],
  [7, 'time scale 7: 7 seconds of waiting on AWS take 1 second here'],
  [1, 'time scale 1: waiting takes as long as on AWS'],
])('explains the time scale %d', (timeScale, text) => {
  expect(scaleInWords(timeScale)).toBe(text);
});

it('shows whole minutes in minutes', () => {
  expect([0.5, 60, 61, 900].map(duration)).toEqual(['0.50 s', '1 min', '61.0 s', '15 min']);
});
