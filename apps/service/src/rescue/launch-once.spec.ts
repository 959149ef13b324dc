// That one message starts one container, whatever happens between its deliveries: launch-task.ts against a model of ECS.
import {
  ECSClient,
  ListTasksCommand,
  type ListTasksCommandInput,
  RunTaskCommand,
  type RunTaskCommandInput,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { launchTask } from './launch-task';
import { EcsModel, type Reading } from './testing/ecs-model';
import { aFailedInvocation, anEnvironment, aPolicy } from './testing/fixtures';

jest.setTimeout(60_000); // hundreds of runs, on machines that are busy with other things

const mock = mockClient(ECSClient);
const ecs = new ECSClient({ region: 'eu-west-1' });

/** What becomes of one call of the API. */
type Fate = 'capacity' | 'no capacity' | 'throttled' | 'crash before it' | 'crash after it';
const anyFate = fc.constantFrom<Fate>(
  ...(['capacity', 'no capacity', 'throttled', 'crash before it', 'crash after it'] as const),
);

const next = (fates: fc.Stream<Fate>) => fates.next().value as Fate;

/** One delivery of the message; after a deployment there is another task definition. */
const deliver = (delivery: number, revision = 7) =>
  launchTask(aFailedInvocation(), aPolicy(), delivery, {
    ecs,
    environment: anEnvironment({ runner: `immortal-dev-runner:${revision}` }),
  });

/** A delivery whose failure is of no interest: the process died, or the message went back. */
const attempt = (...args: Parameters<typeof deliver>) => deliver(...args).catch(() => undefined);

/** Puts a model of ECS behind the SDK's client: each call waits for its turn and meets its fate. */
function connect(reading: Reading, fate: () => Fate, turn = () => Promise.resolve()): EcsModel {
  const model = new EcsModel(reading);
  const call = async <Output>(effect: (hasCapacity: boolean) => Output): Promise<Output> => {
    await turn();
    const drawn = fate();
    if (drawn === 'throttled' || drawn === 'crash before it') throw new Error(drawn);
    const output = effect(drawn !== 'no capacity');
    if (drawn === 'crash after it') throw new Error(drawn);
    return output;
  };
  mock.reset();
  mock
    .on(RunTaskCommand)
    .callsFake((input: RunTaskCommandInput) => call((capacity) => model.runTask(input, capacity)))
    .on(ListTasksCommand)
    .callsFake((input: ListTasksCommandInput) => call(() => model.listTasks(input)));
  return model;
}

describe.each<[string, Reading]>([
  ['remembers', { remembersFailures: true }],
  ['forgets', { remembersFailures: false }],
])('launching once, if ECS %s failures', (_, reading) => {
  it('starts one task in any row of deliveries, crashes, shortages and deployments', async () => {
    const anyRevisions = fc.array(fc.constantFrom(7, 8), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(anyRevisions, fc.infiniteStream(anyFate), async (revisions, fates) => {
        const model = connect(reading, () => next(fates));
        for (const [index, revision] of revisions.entries()) {
          const taskArn = await attempt(index + 1, revision);
          expect(model.tasks.length).toBeLessThanOrEqual(1);
          expect([undefined, model.tasks[0]?.taskArn]).toContain(taskArn);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('starts the task as soon as there is capacity, whatever happened before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 19 }), fc.array(anyFate), async (failures, fates) => {
        let last: Fate = 'no capacity';
        const model = connect(reading, () => fates.shift() ?? last);
        for (let delivery = 1; delivery <= failures; delivery += 1) await attempt(delivery);
        fates.length = 0;
        last = 'capacity';
        await expect(deliver(failures + 1)).resolves.toBe('task/0');
        expect(model.tasks).toHaveLength(1);
      }),
    );
  });

  it('starts one task when the first delivery is doubled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(anyFate), async (scheduler, fates) => {
        const turn = () => scheduler.schedule(Promise.resolve());
        const model = connect(reading, () => fates.pop() ?? 'capacity', turn);
        await scheduler.waitFor(Promise.all([attempt(1), attempt(1), attempt(1)]));
        expect(model.tasks.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('launching once, if ECS remembers failures', () => {
  it('starts one task when ten deliveries run at the same time, around a deployment and without lists', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.infiniteStream(anyFate), async (scheduler, fates) => {
        const turn = () => scheduler.schedule(Promise.resolve());
        const model = connect({ remembersFailures: true }, () => next(fates), turn);
        mock.on(ListTasksCommand).resolves({ taskArns: [] });
        const deliveries = [1, 2, 2, 3, 4, 5, 6, 7, 8, 9].map((delivery, index) =>
          attempt(delivery, index % 3 === 0 ? 7 : 8),
        );
        await scheduler.waitFor(Promise.all(deliveries));
        expect(model.tasks.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
