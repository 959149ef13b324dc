// That an event ends in one success or parked, and never runs twice at the same time, whatever happens on its way: also
// beside an event of another function with the same request id, and beside what a hostile sender makes of it.
// The secondary works on models of SQS, ECS and S3. Time is not modelled: what ECS forgets after an hour, it knows here.
import { failureQueueOf } from '@immortal/shared';
import fc from 'fast-check';
import {
  anEnvironment,
  aPolicy,
  DEAD_LETTER_ATTRIBUTES,
  ended,
  FUNCTION,
  PARKED,
  REQUEST_ID,
  STOPPED_TASKS,
} from './testing/fixtures';
import { type Fate, type Message, type RunEvent, World } from './testing/world';

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

/** What a hostile function sends to its own queue, or another sender to that of the function. */
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

type Step =
  | { readonly kind: 'deliver'; readonly pick: number; readonly again: boolean }
  | {
      readonly kind: 'stop';
      readonly end: (typeof ENDS)[number];
      readonly copies: number;
      readonly pick: number;
    }
  | { readonly kind: 'attack'; readonly attack: Attack }
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
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('move back' as const) }) },
  );
/** Fewer than the deliveries of a message, so that a message of a stopped task is not given up. */
const anyFates = fc.array(
  fc.constantFrom<Fate>('fine', 'fine', 'no capacity', 'refused', 'answer lost', 'crash'),
  { maxLength: 15 },
);

const waiting = (world: World): Message[] => world.messages.filter(({ queue }) => queue !== PARKED);

async function take(world: World, step: Step): Promise<void> {
  if (step.kind === 'deliver') {
    const messages = waiting(world);
    const message = messages[step.pick % Math.max(messages.length, 1)];
    if (message) await world.deliver(message, step.again);
  } else if (step.kind === 'stop') world.stop(step.end, step.copies, step.pick);
  else if (step.kind === 'attack') {
    const [functionName, attributes] = ATTACKS[step.attack];
    world.send(failureQueueOf(functionName), { body: FORGED, attributes });
  } else moveBack(world);
}

/** By a person, who does so when nothing is under way any more: each copy of it, as it is. */
function moveBack(world: World): void {
  if (waiting(world).length > 0 || world.ecs.running.length > 0) return;
  const parked = world.in(PARKED);
  world.messages = [];
  for (const { body, attributes } of parked) {
    world.send(String(attributes['Queue']), { body, attributes });
  }
}

/** No more faults; a task that runs succeeds. */
async function drain(world: World): Promise<void> {
  while (waiting(world).length + world.ecs.running.length > 0) {
    world.stop(SUCCESS, 1);
    for (const message of waiting(world)) await world.deliver(message);
  }
}

/** What is parked of an event. */
const parkedOf = (world: World, { functionName, event }: RunEvent): Message[] =>
  world
    .in(PARKED)
    .filter((message) => message.attributes['Function'] === functionName)
    .filter((message) => world.eventOf(message) === event);

const runsOf = (world: World, event: RunEvent) => {
  const tasks = world.tasksOf(event);
  return {
    tasks: tasks.length,
    running: tasks.filter(({ isRunning }) => isRunning).length,
    successes: world.succeeded.filter((one) => JSON.stringify(one) === JSON.stringify(event))
      .length,
  };
};

/** A step that leads to a second run of an event, beside the first or after it has succeeded, fails here. */
async function takeOnce(world: World, step: Step): Promise<void> {
  const before = HONEST.map((event) => runsOf(world, event));
  await take(world, step);
  for (const [index, event] of HONEST.entries()) {
    const { tasks, running } = runsOf(world, event);
    expect(running).toBeLessThanOrEqual(1);
    if (before[index]!.successes > 0) expect(tasks).toBe(before[index]!.tasks);
  }
}

/** No container of the hostile function has got an event of another. */
function expectNoForeignEvent(world: World): void {
  for (const { event } of HONEST) {
    expect(world.tasksOf({ functionName: HOSTILE, event })).toEqual([]);
  }
}

const READINGS = [true, false].flatMap((remembersFailures) =>
  ['large', 'always'].map((handOver) => ({ remembersFailures, handOver })),
);

describe.each(READINGS)(
  'with $handOver events by S3, if ECS remembers failures: $remembersFailures',
  (reading) => {
    const { handOver, remembersFailures } = reading;
    const policies = new Map(
      [FUNCTION, OTHER, HOSTILE].map((name) => [name, aPolicy({ handOver })] as const),
    );
    // Two events of one function with one id: the second is known as another one for as long as the first can be read.
    const attacks = (Object.keys(ATTACKS) as Attack[]).filter(
      (attack) => handOver === 'large' || ATTACKS[attack][0] === HOSTILE,
    );
    const begin = (fates: Fate[]) => {
      const world = new World(
        { remembersFailures, refusesSecondFilter: false },
        anEnvironment({ policies }),
        () => fates.shift() ?? 'fine',
      );
      for (const { functionName, event: body } of HONEST) {
        const queue = failureQueueOf(functionName);
        world.send(queue, {
          ...(body !== undefined && { body }),
          attributes: DEAD_LETTER_ATTRIBUTES,
        });
      }
      return world;
    };

    it('each event is saved or parked, and runs once at a time', async () => {
      const anySteps = fc.array(anyStep(attacks), { maxLength: 25 });
      await fc.assert(
        fc.asyncProperty(anySteps, anyFates, async (steps, fates) => {
          const world = begin(fates);
          for (const step of steps) await takeOnce(world, step);
          fates.length = 0;
          await drain(world);
          for (const event of HONEST) {
            const isParked = parkedOf(world, event).length > 0;
            expect(runsOf(world, event).successes).toBe(isParked ? 0 : 1);
          }
          expectNoForeignEvent(world);
          expect(world.in(STOPPED_TASKS)).toEqual([]);
        }),
        { numRuns: 150 },
      );
    });
  },
);
