// Every decision that docs/how-it-works.md describes. One row per case: its name, the decision, the message, the facts.
import { ContractError, type RescuePolicy } from '@immortal/shared';
import { EventConflictError } from '../errors';
import { type Message, readMessage } from '../read/message';
import {
  aFailedInvocation,
  anEnvironment,
  aPolicy,
  aRecord,
  aTask,
  aTaskEvent,
  DEAD_LETTER_ATTRIBUTES,
  REQUEST_ID,
} from '../testing/fixtures';
import { type Facts } from './action';
import { decide, type Decision } from './decide';

const SETTINGS = anEnvironment();

/** A dead letter, with other or further attributes. */
const letter = (attributes: object = {}, delivery = 1): Message =>
  readMessage(
    aRecord({ attributes: { ...DEAD_LETTER_ATTRIBUTES, ...attributes }, delivery }),
    SETTINGS,
  );
/** A message that is not a dead letter. */
const received = (change: Parameters<typeof aRecord>[0]): Message =>
  readMessage(aRecord(change), SETTINGS);
/** The event of a stopped task; its exit code is that of the container `runner`. */
const stopped = (
  exitCode: number | undefined,
  stopCode = 'EssentialContainerExited',
  change: object = {},
  delivery = 1,
): Message => {
  const container = { name: 'runner', ...(exitCode !== undefined && { exitCode }) };
  const detail = { ...aTask({ stopCode, containers: [container] }), ...change };
  return readMessage(aTaskEvent(detail, { delivery }), SETTINGS);
};
/** The variables of a task of this attempt, as its event reports them. */
const attemptOf = (attempt: number, firstAttempt = 1, uncountedAttempts = 0) => {
  const invocation = aFailedInvocation({ attempt, firstAttempt, uncountedAttempts });
  const { startedBy, overrides } = aTask({}, invocation);
  return { startedBy, overrides };
};
const UNKNOWN_EVENT = { overrides: undefined };

const BOOM = { ErrorMessage: 'boom' };
const NEXT_ATTEMPT = { Attempts: '2', FirstAttempt: '1' };
const PARKED_BEFORE = { ...BOOM, Attempts: '3', Reason: 'It failed.' };
const FORGED_ADDRESS = { EventS3: 's3://immortal-dev-hand-over/other/r-1.json' };
const ONLY_TIMEOUTS = aPolicy({ rescueOn: 'timeout' });

type Known = Partial<Facts>;
const NONE: Known = {};
const failing = (...failures: unknown[]): Known => ({ failures });
const THROTTLED = new Error('Rate exceeded');
const NO_SQS = new Error('SQS is down');
const CONFLICT = new EventConflictError(REQUEST_ID, 'task/a');
const REFUSED_CONTRACT = new ContractError('no such function');
const failed = failing(THROTTLED);
const failedTwice = failing(THROTTLED, NO_SQS);
const noLine: Known = { endLine: null };
const saysOutOfMemory: Known = {
  endLine: { message: '-', outcome: 'out-of-memory', exitCode: 137 },
};

type Row = readonly [
  name: string,
  decision: string,
  message: Message,
  facts?: Known,
  policy?: RescuePolicy | 'none',
];

/** A decision in brief: `park event: The function failed in the container`. */
function inShort(decision: Decision): string {
  switch (decision.kind) {
    case 'launch':
      return `launch attempt ${decision.invocation.attempt}`;
    case 'relaunch':
      return `relaunch after attempt ${decision.invocation.attempt} in ${decision.delaySeconds} s, ${decision.invocation.uncountedAttempts} uncounted`;
    case 'defer':
      return `defer for ${decision.seconds} s: ${(decision.error as Error).message}`;
    case 'park':
      return `park ${decision.what}: ${decision.reason}`;
    case 'look up':
      return `look up ${decision.fact}`;
    case 'done':
      if (decision.because !== 'rescued') return `done: ${decision.because}`;
      return `done: rescued, ${decision.deletesEvent ? 'delete' : 'keep'} event`;
  }
}

function decideRow([, , message, facts = NONE, policy = aPolicy()]: Row): string {
  const known: Facts = { failures: [], ...facts };
  return inShort(decide(message, policy === 'none' ? undefined : policy, known));
}

/** Compares only the beginning of a decision, because reasons continue with what ECS reports. */
function itDecides(rows: readonly Row[]): void {
  it.each(rows.map((row) => [row[0], row[1], row] as const))('%s → %s', (_, decision, row) => {
    expect(decideRow(row).slice(0, decision.length)).toBe(decision);
  });
}

describe('a message of a failure queue', () => {
  itDecides([
    ['a dead letter of Lambda', 'launch attempt 1', letter()],
    ['an event sent by hand', 'launch attempt 1', received({ attributes: {} })],
    ['a request for the next attempt', 'launch attempt 3', letter(NEXT_ATTEMPT)],
    ['a parked message moved back: a new round', 'launch attempt 4', letter(PARKED_BEFORE)],
    ['a later delivery', 'launch attempt 1', letter({}, 2)],
    ['the last delivery', 'launch attempt 1', letter({}, 20)],
    ['a body that is not JSON', 'park message: The body of', received({ body: 'hello' })],
    ['a queue of no rescued function', 'park message: arn:', received({ queue: 'other-failures' })],
    ['the stored event of another function', 'park message: EventS3', letter(FORGED_ADDRESS)],
    ['a function without a policy', 'park event: The function no longer', letter(), NONE, 'none'],
  ]);
});

describe('a message of a failure queue with rescueOn: timeout', () => {
  const AGAINST = "park event: The function's policy rescues only";
  itDecides([
    ['a timeout', 'launch attempt 1', letter(), NONE, ONLY_TIMEOUTS],
    ['an error of the function', AGAINST, letter(BOOM), NONE, ONLY_TIMEOUTS],
    ['the same, moved back', 'launch attempt 4', letter(PARKED_BEFORE), NONE, ONLY_TIMEOUTS],
    ['sent by hand', 'launch attempt 1', received({ attributes: {} }), NONE, ONLY_TIMEOUTS],
    ['an error of the function, rescueOn: any', 'launch attempt 1', letter(BOOM)],
  ]);
});

describe('a launch that failed (no capacity, throttling, ECS is down)', () => {
  const last = letter({}, 20);
  const unreadable = received({ body: 'hello', delivery: 20 });
  const gaveUp = 'park event: Gave up after 20 deliveries. Last error: Rate exceeded';
  itDecides([
    ['in delivery 1', 'defer for 30 s: Rate exceeded', letter(), failed],
    ['in delivery 2', 'defer for 60 s', letter({}, 2), failed],
    ['in delivery 6', 'defer for 900 s', letter({}, 6), failed],
    ['in delivery 19', 'defer for 900 s', letter({}, 19), failed],
    ['in delivery 20', 'look up task', last, failed],
    ['… and ECS has its task', 'done: already launched', last, { ...failed, taskArn: 'task/a' }],
    ['… and ECS has no task', gaveUp, last, { ...failed, taskArn: null }],
    ['… and it cannot be parked', 'defer for 900 s: SQS', last, { ...failedTwice, taskArn: null }],
    ['… and ECS does not answer', 'defer for 900 s: SQS is down', last, failedTwice],
    ['the runner would refuse it', 'park message: no such', letter(), failing(REFUSED_CONTRACT)],
    ['another event has its id', 'park event: Another event has', letter(), failing(CONFLICT)],
    ['… and it cannot be parked', 'defer for 30 s: SQS', letter(), failing(CONFLICT, NO_SQS)],
    ['unreadable, and it cannot be parked', 'defer for 900 s: Rate', unreadable, failed],
  ]);
});

describe('the end of a task', () => {
  const RETIRED = {
    stoppedReason: 'ECS is performing maintenance on the underlying infrastructure',
  };
  const OOM = { containers: [{ name: 'runner', exitCode: 1, reason: 'OutOfMemoryError: killed' }] };
  const AGENT = {
    containers: [
      { name: 'aws-guardduty-agent-Xa1', exitCode: 0 },
      { name: 'runner', exitCode: 1 },
    ],
  };
  const NEXT = 'relaunch after attempt 1 in 60 s';
  const DONE = 'done: rescued, delete event';
  const FAILED = 'park event: The function failed in the container';
  const REFUSED = 'park event: The function could not be started in the container';
  const STOPPED = 'park event: A person or a program stopped the task';
  const NO_MEMORY = 'park event: The container ran out of memory';
  const KILLED = 'park event: The container was killed';
  itDecides([
    ['0: the handler returned', DONE, stopped(0)],
    ['0 with an interruption', DONE, stopped(0, 'SpotInterruption')],
    ['137: out of memory, or the runner was killed', KILLED, stopped(137), noLine],
    ['137, and the log says out-of-memory', NO_MEMORY, stopped(137), saysOutOfMemory],
    ['any code, and ECS says OutOfMemory…', NO_MEMORY, stopped(1, undefined, OOM), noLine],
    ['AWS reclaimed the machine: Spot', NEXT, stopped(143, 'SpotInterruption')],
    ['AWS reclaimed the machine: termination', NEXT, stopped(137, 'TerminationNotice')],
    ['AWS reclaimed the machine: health', NEXT, stopped(undefined, 'InfrastructureHealth')],
    ['AWS reclaimed the machine, and the function failed', NEXT, stopped(1, 'SpotInterruption')],
    ['AWS retired the task, whatever the stop code', NEXT, stopped(143, 'UserInitiated', RETIRED)],
    ['1: the function failed', FAILED, stopped(1), noLine],
    ['1, stopped by a person', FAILED, stopped(1, 'UserInitiated'), noLine],
    ["1 beside a container of AWS's own", FAILED, stopped(1, undefined, AGENT), noLine],
    ['2: the function could not be started', REFUSED, stopped(2), noLine],
    ['2, stopped by a person', REFUSED, stopped(2, 'UserInitiated'), noLine],
    ['143, stopped by a person', STOPPED, stopped(143, 'UserInitiated'), noLine],
    ['3, stopped by a person', STOPPED, stopped(3, 'UserInitiated'), noLine],
    ['no code, stopped by a person', STOPPED, stopped(undefined, 'UserInitiated'), noLine],
    ['3: something outside killed the runtime', NEXT, stopped(3)],
    ['75: a temporary failure', NEXT, stopped(75)],
    ['76: an error of retryErrors', NEXT, stopped(76)],
    ['76, stopped by a person', STOPPED, stopped(76, 'UserInitiated'), noLine],
    ['76 with an interruption', NEXT, stopped(76, 'SpotInterruption')],
    ['no code: the task failed to start', NEXT, stopped(undefined, 'TaskFailedToStart')],
    ['unforeseen: 255', NEXT, stopped(255)],
    ['unforeseen: 137 with another stop code', NEXT, stopped(137, 'ServiceSchedulerInitiated')],
    ['unforeseen: neither code', NEXT, stopped(undefined, '')],
  ]);
});

describe('the attempts of a round', () => {
  const ONCE = aPolicy({ maximumTaskAttempts: 1 });
  const FIVE = aPolicy({ maximumTaskAttempts: 5 });
  const interrupted = (attempt: number, firstAttempt?: number, uncounted?: number) =>
    stopped(143, '', {
      stoppedReason: 'performing maintenance on the underlying infrastructure',
      ...attemptOf(attempt, firstAttempt, uncounted),
    });
  /** A temporary failure before the function started. */
  const temporary = (attempt: number, firstAttempt: number, uncounted: number) =>
    stopped(75, undefined, attemptOf(attempt, firstAttempt, uncounted));
  const FAILED_LAST =
    'park event: The function failed in the container (EssentialContainerExited, exit code 76, Your Spot Task was interrupted.). That was attempt 3 of 3.';
  const WAITED = 'park event: A temporary failure kept the function from starting';
  const LAST =
    'park event: AWS interrupted the task (exit code 143, performing maintenance on the underlying infrastructure).';
  itDecides([
    ['attempt 1 of 3', 'relaunch after attempt 1 in 60 s', interrupted(1)],
    ['attempt 2 of 3', 'relaunch after attempt 2 in 300 s', interrupted(2)],
    ['attempt 3 of 5', 'relaunch after attempt 3 in 900 s', interrupted(3), NONE, FIVE],
    ['attempt 3 of 3, before its log is known', 'look up end line', interrupted(3)],
    ['attempt 3 of 3', `${LAST} That was attempt 3 of 3.`, interrupted(3), noLine],
    ['attempt 4, the first of its round', 'relaunch after attempt 4 in 60 s', interrupted(4, 4)],
    ['attempt 6, the third of its round', `${LAST} That was attempt 3`, interrupted(6, 4), noLine],
    ['75 of attempt 1', 'relaunch after attempt 1 in 60 s, 1 uncounted', temporary(1, 1, 0)],
    ['75 again', 'relaunch after attempt 2 in 300 s, 2 uncounted', temporary(2, 1, 1)],
    ['75 once more', 'relaunch after attempt 3 in 900 s, 3 uncounted', temporary(3, 1, 2)],
    ['75 in a later round', 'relaunch after attempt 7 in 300 s, 2 uncounted', temporary(7, 6, 1)],
    ['75 of the last attempt', 'relaunch after attempt 3 in 60 s, 1', temporary(3, 1, 0)],
    ['75, maximumTaskAttempts: 1', 'relaunch after attempt 1', temporary(1, 1, 0), NONE, ONCE],
    ['75 for the 20th time', 'relaunch after attempt 20 in 900 s, 20', temporary(20, 1, 19)],
    ['75 for the 21st time, before its log is known', 'look up end line', temporary(21, 1, 20)],
    ['75 for the 21st time', WAITED, temporary(21, 1, 20), noLine],
    ['75 without a policy', WAITED, temporary(1, 1, 0), noLine, 'none'],
    ['attempt 1 after two 75', 'relaunch after attempt 3 in 60 s, 2', interrupted(3, 1, 2)],
    ['attempt 2 after two 75', 'relaunch after attempt 4 in 300 s, 2', interrupted(4, 1, 2)],
    ['attempt 3 after two 75', `${LAST} That was attempt 3 of 3.`, interrupted(5, 1, 2), noLine],
    ['76 of attempt 1', 'relaunch after attempt 1 in 60 s, 0', stopped(76)],
    ['76 of attempt 3', FAILED_LAST, stopped(76, undefined, attemptOf(3)), noLine],
    ['maximumTaskAttempts: 1', `${LAST} That was attempt 1 of 1.`, interrupted(1), noLine, ONCE],
    ['a function without a policy', `${LAST} The function no`, interrupted(1), noLine, 'none'],
    ['a failure, before its log is known', 'look up end line', stopped(1)],
  ]);
});

describe('a message of the queue of stopped tasks', () => {
  const foreign = stopped(1, undefined, { startedBy: 'jane' });
  const unknown = stopped(143, 'SpotInterruption', UNKNOWN_EVENT);
  const lastUnknown = stopped(143, 'SpotInterruption', UNKNOWN_EVENT, 20);
  const found: Known = { invocation: aFailedInvocation() };
  const notFound: Known = { invocation: null };
  const last = stopped(75, undefined, {}, 20);
  const gaveUp = 'park message: Gave up after 20 deliveries. Last error: Rate exceeded';
  itDecides([
    ['a task that is not a rescue', 'done: not a rescue', foreign],
    ['not a task', 'park message: Message', readMessage(aTaskEvent(null), SETTINGS)],
    ['an event without variables', 'look up invocation', unknown],
    ['… that ECS knows', 'relaunch after attempt 1 in 60 s', unknown, found],
    ['… that ECS does not know', 'park message: Neither the event of task', unknown, notFound],
    ['… that cannot be parked', 'defer for 30 s: Rate', unknown, { ...notFound, ...failed }],
    ['… in the last delivery', 'defer for 900 s', lastUnknown, { ...notFound, ...failed }],
    ['a success without variables', 'done: rescued, delete', stopped(0, undefined, UNKNOWN_EVENT)],
    ['an action that failed', 'defer for 30 s: Rate exceeded', stopped(75), failed],
    ['… in the last delivery', gaveUp, last, failed],
    ['… and it cannot be parked', 'defer for 900 s: SQS is down', last, failedTwice],
    ['an event that cannot be deleted', 'defer for 30 s', stopped(0), failed],
    ['… in the last delivery', 'done: rescued, keep', stopped(0, undefined, {}, 20), failed],
  ]);
});

const STOP_CODES = [
  'TaskFailedToStart',
  'EssentialContainerExited',
  'UserInitiated',
  'ServiceSchedulerInitiated',
  'SpotInterruption',
  'TerminationNotice',
  'InfrastructureHealth',
];
/** A letter for each stop code, in their order: D done, R relaunch, P park. */
const EVERY_END: readonly (readonly [exitCode: number | undefined, decisions: string])[] = [
  [undefined, 'R R P R R R R'],
  [0, 'D D D D D D D'],
  [1, 'P P P P R R R'],
  [2, 'P P P P R R R'],
  [3, 'R R P R R R R'],
  [75, 'R R P R R R R'],
  [76, 'R R P R R R R'],
  [130, 'R R P R R R R'],
  [137, 'R P P R R R R'],
  [139, 'R R P R R R R'],
  [143, 'R R P R R R R'],
  [255, 'R R P R R R R'],
];

describe('every exit code with every stop code', () => {
  it.each(EVERY_END)('exit code %s → %s', (exitCode, decisions) => {
    const letters = STOP_CODES.map((stopCode) => {
      const facts: Facts = { failures: [], endLine: null };
      return decide(stopped(exitCode, stopCode), aPolicy(), facts).kind.slice(0, 1).toUpperCase();
    });
    expect(letters.join(' ')).toBe(decisions);
  });
});
