// That an event ends in one success or parked, and never runs twice at the same time, whatever happens on its way.
// The secondary works on models of SQS, ECS and S3. Time is not modelled: what ECS forgets after an hour, it knows here.
import fc from 'fast-check';
import {
  anEnvironment,
  aPolicy,
  DEAD_LETTER_ATTRIBUTES,
  ended,
  FAILURE_QUEUE,
  FUNCTION,
  PARKED,
  STOPPED_TASKS,
} from './testing/fixtures';
import { type Fate, type Message, World } from './testing/world';

jest.setTimeout(120_000); // hundreds of runs, on machines that are busy with other things

const EVENT = '{ "id": 1.0 }';
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
  | { readonly kind: 'stop'; readonly end: (typeof ENDS)[number]; readonly copies: number }
  | { readonly kind: 'move back' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
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
  } else if (step.kind === 'stop') world.stop(step.end, step.copies);
  else moveBack(world);
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

const READINGS = [true, false].flatMap((remembersFailures) =>
  ['large', 'always'].map((handOver) => ({ remembersFailures, handOver })),
);

describe.each(READINGS)(
  'with $handOver events by S3, if ECS remembers failures: $remembersFailures',
  (reading) => {
    const { handOver, remembersFailures } = reading;
    const policies = new Map([[FUNCTION, aPolicy({ handOver })]]);
    const begin = (fates: Fate[]) => {
      const world = new World(
        { remembersFailures, refusesSecondFilter: false },
        anEnvironment({ policies }),
        () => fates.shift() ?? 'fine',
      );
      world.send(FAILURE_QUEUE, { body: EVENT, attributes: DEAD_LETTER_ATTRIBUTES });
      return world;
    };

    it('an event is saved or parked, and runs once at a time', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), anyFates, async (steps, fates) => {
          const world = begin(fates);
          for (const step of steps) {
            const most = world.succeeded > 0 ? world.ecs.tasks.length : Infinity;
            await take(world, step);
            expect(world.ecs.running.length).toBeLessThanOrEqual(1);
            expect(world.ecs.tasks.length).toBeLessThanOrEqual(most);
          }
          fates.length = 0;
          await drain(world);
          const parked = world.in(PARKED);
          expect(world.succeeded).toBe(parked.length > 0 ? 0 : 1);
          for (const message of parked) expect(world.eventOf(message)).toBe(EVENT);
          expect(world.in(STOPPED_TASKS)).toEqual([]);
        }),
        { numRuns: 150 },
      );
    });
  },
);
