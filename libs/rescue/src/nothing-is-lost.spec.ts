// Each event either succeeds once or is parked, and never runs twice at the same time, whatever fails on its way, even if
// an event of another function has the same request id, and even if a hostile sender forges messages. The secondary runs
// against models of SQS, ECS, and S3. Time is not modelled: here, ECS never forgets a task or a client token.
import { failureQueueOf } from '@immortal/shared';
import fc from 'fast-check';
import { type RunTaskInput, runTaskInput } from './act/run-task-input';
import {
  aFailedInvocation,
  anEnvironment,
  aPolicy,
  DEAD_LETTER_ATTRIBUTES,
  ended,
  FUNCTION,
  PARKED,
  PLACE,
  REQUEST_ID,
  rescuedFunctions,
  STOPPED_TASKS,
} from './testing/fixtures';
import { type CallResult, Harness, type Message, type RunEvent } from './testing/harness';

jest.setTimeout(120_000); // hundreds of runs, on machines that are busy with other things

const EVENT = '{ "id": 1.0 }';
const OTHER = 'immortal-dev-mails';
const HOSTILE = 'immortal-dev-hostile';
/** Two functions whose events have the same request id. */
const HONEST: readonly RunEvent[] = [
  { functionName: FUNCTION, event: EVENT },
  { functionName: OTHER, event: '{ "id": 2.0 }' },
];
const FORGED = '{ "forged": true }';
const STORED = `s3://immortal-dev-hand-over/${FUNCTION}/${REQUEST_ID}.json`;

/** The queue and the attributes of forged messages: of a hostile function to its own queue, or of another sender. */
const ATTACKS = {
  'the same id': [HOSTILE, DEAD_LETTER_ATTRIBUTES],
  'the same id and attempt': [HOSTILE, { ...DEAD_LETTER_ATTRIBUTES, Attempts: '1' }],
  'the address of its event': [HOSTILE, { ...DEAD_LETTER_ATTRIBUTES, EventS3: STORED }],
  'the same id, to its own queue': [FUNCTION, DEAD_LETTER_ATTRIBUTES],
} as const;
type Attack = keyof typeof ATTACKS;
const SUCCESS = { ...ended(0), succeeds: true };
const ENDS = [
  SUCCESS,
  { ...ended(1), succeeds: false },
  { ...ended(75), succeeds: false },
  {
    stopCode: 'SpotInterruption',
    containers: [{ name: 'runner', exitCode: 143 }],
    succeeds: false,
  },
  { stopCode: 'TaskFailedToStart', containers: [], succeeds: false },
];

/** A task of the hostile function with the names of another function's rescue, and with a forged event. */
function impersonation(attempt: number): RunTaskInput {
  const forged = aFailedInvocation({ attempt, event: { text: FORGED } });
  return { ...runTaskInput(forged, aPolicy(), PLACE), taskDefinition: HOSTILE };
}

type Step =
  | { readonly kind: 'deliver'; readonly pick: number; readonly again: boolean }
  | {
      readonly kind: 'stop';
      readonly end: (typeof ENDS)[number];
      readonly copies: number;
      readonly pick: number;
    }
  | { readonly kind: 'attack'; readonly attack: Attack }
  | { readonly kind: 'impersonate'; readonly attempt: number }
  | { readonly kind: 'move back' };

const anyStep = (attacks: readonly Attack[]): fc.Arbitrary<Step> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('deliver' as const),
        pick: fc.nat({ max: 9 }),
        again: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('stop' as const),
        end: fc.constantFrom(...ENDS),
        copies: fc.integer({ min: 1, max: 2 }),
        pick: fc.nat({ max: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('attack' as const),
        attack: fc.constantFrom(...attacks),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('impersonate' as const),
        attempt: fc.integer({ min: 1, max: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('move back' as const) }) },
  );
/** Fewer than the deliveries of a message, so that the secondary does not give up on the event of a stopped task. */
const anyResults = fc.array(
  fc.constantFrom<CallResult>('fine', 'fine', 'no capacity', 'refused', 'response lost', 'crash'),
  { maxLength: 15 },
);

const waiting = (harness: Harness): Message[] =>
  harness.messages.filter(({ queue }) => queue !== PARKED);

async function take(harness: Harness, step: Step): Promise<void> {
  if (step.kind === 'deliver') {
    const messages = waiting(harness);
    const message = messages[step.pick % Math.max(messages.length, 1)];
    if (message) await harness.deliver(message, step.again);
  } else if (step.kind === 'stop') harness.stop(step.end, step.copies, step.pick);
  else if (step.kind === 'attack') {
    const [functionName, attributes] = ATTACKS[step.attack];
    harness.send(failureQueueOf(functionName), { body: FORGED, attributes });
  } else if (step.kind === 'impersonate') harness.start(impersonation(step.attempt));
  else moveBack(harness);
}

/** As a person does once nothing waits or runs: each parked message, unchanged. */
function moveBack(harness: Harness): void {
  if (waiting(harness).length > 0 || harness.ecs.running.length > 0) return;
  const parked = harness.in(PARKED);
  harness.messages = [];
  for (const { body, attributes } of parked) {
    harness.send(String(attributes['Queue']), { body, attributes });
  }
}

/** Without any more faults; each running task succeeds. */
async function drain(harness: Harness): Promise<void> {
  while (waiting(harness).length + harness.ecs.running.length > 0) {
    harness.stop(SUCCESS, 1);
    for (const message of waiting(harness)) await harness.deliver(message);
  }
}

/** The parked messages of an event. */
const parkedOf = (harness: Harness, { functionName, event }: RunEvent): Message[] =>
  harness
    .in(PARKED)
    .filter((message) => message.attributes['Function'] === functionName)
    .filter((message) => harness.eventOf(message) === event);

const runsOf = (harness: Harness, event: RunEvent) => {
  const tasks = harness.tasksOf(event);
  return {
    tasks: tasks.length,
    running: tasks.filter(({ isRunning }) => isRunning).length,
    successes: harness.succeeded.filter((one) => JSON.stringify(one) === JSON.stringify(event))
      .length,
  };
};

/** Fails if the step runs an event a second time, beside the first run or after it succeeded. */
async function takeOnce(harness: Harness, step: Step): Promise<void> {
  const before = HONEST.map((event) => runsOf(harness, event));
  await take(harness, step);
  for (const [index, event] of HONEST.entries()) {
    const { tasks, running } = runsOf(harness, event);
    expect(running).toBeLessThanOrEqual(1);
    if (before[index]!.successes > 0) expect(tasks).toBe(before[index]!.tasks);
  }
}

/** No container of the hostile function received an event of another function. */
function expectNoForeignEvent(harness: Harness): void {
  for (const { event } of HONEST) {
    expect(harness.tasksOf({ functionName: HOSTILE, event })).toEqual([]);
  }
}

const READINGS = [true, false].flatMap((remembersFailures) =>
  ['large', 'always'].map((handOver) => ({ remembersFailures, handOver })),
);

describe.each(READINGS)(
  'nothing is lost (handOver: $handOver, ECS remembers failures: $remembersFailures)',
  (reading) => {
    const { handOver, remembersFailures } = reading;
    const policy = { handOver };
    const functions = rescuedFunctions({ [FUNCTION]: policy, [OTHER]: policy, [HOSTILE]: policy });
    // Of two events with one function and one id, the second is recognized only while the first can be read.
    const attacks = (Object.keys(ATTACKS) as Attack[]).filter(
      (attack) => handOver === 'large' || ATTACKS[attack][0] === HOSTILE,
    );
    const begin = (results: CallResult[]) => {
      const harness = new Harness(
        { remembersFailures, refusesSecondFilter: false },
        anEnvironment({ functions }),
        () => results.shift() ?? 'fine',
      );
      for (const { functionName, event: body } of HONEST) {
        const queue = failureQueueOf(functionName);
        harness.send(queue, {
          ...(body !== undefined && { body }),
          attributes: DEAD_LETTER_ATTRIBUTES,
        });
      }
      return harness;
    };

    it('each event succeeds once or is parked, and never runs twice at the same time', async () => {
      const anySteps = fc.array(anyStep(attacks), { maxLength: 25 });
      await fc.assert(
        fc.asyncProperty(anySteps, anyResults, async (steps, results) => {
          const harness = begin(results);
          for (const step of steps) await takeOnce(harness, step);
          results.length = 0;
          await drain(harness);
          for (const event of HONEST) {
            const isParked = parkedOf(harness, event).length > 0;
            expect(runsOf(harness, event).successes).toBe(isParked ? 0 : 1);
          }
          expectNoForeignEvent(harness);
          expect(harness.in(STOPPED_TASKS)).toEqual([]);
        }),
        { numRuns: 150 },
      );
    });
  },
);
