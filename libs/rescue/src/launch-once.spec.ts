// That one attempt starts one container, whatever happens around its messages: launch-task.ts against a model of ECS.
import {
  DescribeTasksCommand,
  type DescribeTasksCommandInput,
  ECSClient,
  ListTasksCommand,
  type ListTasksCommandInput,
  RunTaskCommand,
  type RunTaskCommandInput,
} from '@aws-sdk/client-ecs';
import {
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { formatEarlierStartedBy, formatStartedBy, isTaskOf } from '@immortal/shared';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { EventConflictError } from './errors';
import { type FailedInvocation } from './failed-invocation';
import { launchTask } from './launch-task';
import { contractOfTask } from './task-contract';
import { EcsModel, type Reading } from './testing/ecs-model';
import { aFailedInvocation, anEnvironment, aPolicy } from './testing/fixtures';

jest.setTimeout(60_000); // hundreds of runs, on machines that are busy with other things

const mock = mockClient(ECSClient);
const s3Mock = mockClient(S3Client);
const ecs = new ECSClient({ region: 'eu-west-1' });
const s3 = new S3Client({ region: 'eu-west-1' });

/** What becomes of one call of the API. */
type Fate = 'capacity' | 'no capacity' | 'throttled' | 'crash before it' | 'crash after it';
const anyFate = fc.constantFrom<Fate>(
  ...(['capacity', 'no capacity', 'throttled', 'crash before it', 'crash after it'] as const),
);

const next = (fates: fc.Stream<Fate>) => fates.next().value as Fate;

const fresh = aFailedInvocation();
/** What the secondary asks for when the task of attempt 1 has ended without a result, or what was moved back. */
const attemptOf = (attempt: number) => aFailedInvocation({ attempt, isFresh: false });

/** Of two functions; and a message that says to be of the first one. */
const SHARED_ID = [
  fresh,
  aFailedInvocation({ functionName: 'immortal-dev-mails', event: { text: '{ "id": 2.0 }' } }),
  aFailedInvocation({ event: { text: '{ "forged": true }' } }),
];

/** @returns nothing for an event that is to be parked, since its id belongs to another one */
function conflictOnly(error: unknown): undefined {
  if (!(error instanceof EventConflictError)) throw error;
}

/** Whether a task was given just this event; one that has no task has none because another one has its id. */
function isGiven({ tasks }: EcsModel, taskArn: string | undefined, invocation: FailedInvocation) {
  const task = tasks.find((one) => one.taskArn === taskArn);
  if (task === undefined) return tasks.some(({ input }) => isTaskOf(input, invocation));
  const { event } = contractOfTask(task.input.overrides) ?? {};
  return isTaskOf(task.input, invocation) && isDeepStrictEqual(event, invocation.event);
}

/** One delivery of a message; after a deployment there is another task definition. */
const deliver = (delivery: number, revision = 7, invocation: FailedInvocation = fresh) =>
  launchTask(invocation, aPolicy(), delivery, {
    ecs,
    s3,
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
    .callsFake((input: ListTasksCommandInput) => call(() => model.listTasks(input)))
    .on(DescribeTasksCommand)
    .callsFake((input: DescribeTasksCommandInput) => call(() => model.describeTasks(input)));
  return model;
}

/** Two messages that ask for the same, each delivered any number of times. */
async function expectOneTaskOfTwoMessages(
  reading: Reading,
  invocation?: FailedInvocation,
): Promise<void> {
  const anyRow = fc.array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(anyRow, fc.infiniteStream(anyFate), async (row, fates) => {
      const model = connect(reading, () => next(fates));
      const deliveries = [0, 0];
      for (const message of row) {
        deliveries[message]! += 1;
        await attempt(deliveries[message]!, 7, invocation);
        expect(model.tasks.length).toBeLessThanOrEqual(1);
      }
    }),
  );
}

const READINGS: [string, Reading][] = [
  ['remembers failures', { remembersFailures: true, refusesSecondFilter: false }],
  ['forgets failures', { remembersFailures: false, refusesSecondFilter: false }],
  [
    'remembers failures and lists no stopped tasks by startedBy',
    { remembersFailures: true, refusesSecondFilter: true },
  ],
  [
    'forgets failures and lists no stopped tasks by startedBy',
    { remembersFailures: false, refusesSecondFilter: true },
  ],
];

describe.each(READINGS)('launching once, if ECS %s', (_, reading) => {
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
        const taskArn = await deliver(failures + 1);
        expect(model.tasks.map((task) => task.taskArn)).toEqual([taskArn]);
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

  it('starts one task when doubled events of a stopped task ask for the next attempt twice', async () => {
    await expectOneTaskOfTwoMessages(reading, attemptOf(2));
  });

  it.each([
    ['', { startedBy: formatStartedBy(fresh) }],
    [
      ', started by a version before',
      { startedBy: formatEarlierStartedBy(fresh), group: fresh.functionName },
    ],
  ])(
    'starts none for what was moved back while the attempt before still runs%s',
    async (_, names) => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyFate, { maxLength: 20 }), async (fates) => {
          const model = connect(reading, () => fates.shift() ?? 'capacity');
          model.runTask({ taskDefinition: 'runner', ...names }, true);
          for (const delivery of [1, 2, 3]) await attempt(delivery, 7, attemptOf(2));
          fates.length = 0;
          await expect(deliver(4, 7, attemptOf(2))).resolves.toBe(model.tasks[0]!.taskArn);
          expect(model.tasks).toHaveLength(1);
        }),
      );
    },
  );

  it('starts one task for each of two functions with the same request id, and none for a forged event', async () => {
    const anyRow = fc.array(fc.constantFrom(0, 1, 2), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(anyRow, fc.infiniteStream(anyFate), async (row, fates) => {
        let fate = () => next(fates);
        const model = connect(reading, () => fate());
        const deliveries = [0, 0, 0];
        for (const message of row) {
          deliveries[message]! += 1;
          await attempt(deliveries[message]!, 7, SHARED_ID[message]);
          expect(model.tasks.length).toBeLessThanOrEqual(2);
        }
        fate = () => 'capacity';
        for (const invocation of SHARED_ID) {
          // The other one's deliveries may have used up tokens while there was no capacity.
          const delivery = Math.max(...deliveries) + 1;
          const launched = deliver(delivery, 7, invocation).catch(conflictOnly);
          expect(isGiven(model, await launched, invocation)).toBe(true);
        }
        expect(model.tasks).toHaveLength(2);
      }),
    );
  });

  it('starts the next attempt when the attempt before has stopped', async () => {
    const model = connect(reading, () => 'capacity');
    await deliver(1);
    model.tasks[0]!.isRunning = false;
    const taskArn = await deliver(1, 7, attemptOf(2));
    expect(model.running.map((task) => task.taskArn)).toEqual([taskArn]);
  });
});

describe.each(READINGS.slice(0, 3))(
  'launching once when tasks stop early, if ECS %s',
  (_, reading) => {
    it('starts none beside or after the one that an earlier message of the attempt has started', async () => {
      const anyRow = fc.array(fc.constantFrom(0, 1, 'stop'), { minLength: 2, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(anyRow, fc.infiniteStream(anyFate), async (row, fates) => {
          const model = connect(reading, () => next(fates));
          const deliveries = [0, 0];
          for (const step of row) {
            if (typeof step === 'string') {
              for (const task of model.running) task.isRunning = false;
            } else {
              deliveries[step]! += 1;
              await attempt(deliveries[step]!, 7, attemptOf(2));
            }
            expect(model.tasks.length).toBeLessThanOrEqual(1);
          }
        }),
      );
    });
  },
);

describe('launching once, if ECS remembers failures', () => {
  const reading = { remembersFailures: true, refusesSecondFilter: false };

  it('starts one task when ten deliveries run at the same time, around a deployment and without lists', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.infiniteStream(anyFate), async (scheduler, fates) => {
        const turn = () => scheduler.schedule(Promise.resolve());
        const model = connect(reading, () => next(fates), turn);
        mock.on(ListTasksCommand).resolves({ taskArns: [] });
        const deliveries = [1, 2, 2, 3, 4, 5, 6, 7, 8, 9].map((delivery, index) =>
          attempt(delivery, index % 3 === 0 ? 7 : 8),
        );
        await scheduler.waitFor(Promise.all(deliveries));
        expect(model.tasks.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('starts one task when Lambda has written two dead letters for one request', async () => {
    await expectOneTaskOfTwoMessages(reading);
  });
});

describe.each(READINGS)('launching events through S3, if ECS %s', (_, reading) => {
  const one = aFailedInvocation({ event: { text: '{ "id": 1 }' } });
  const other = aFailedInvocation({ event: { text: '{ "id": 2 }' } });
  const launch = (invocation: FailedInvocation, delivery: number) =>
    launchTask(invocation, aPolicy({ handOver: 'always' }), delivery, {
      ecs,
      s3,
      environment: anEnvironment(),
    });

  /** The first event has been rescued, and what was stored of it deleted. */
  async function rescueOne() {
    const model = connect(reading, () => 'capacity');
    const objects = connectS3();
    const taskArn = await launch(one, 1);
    model.tasks[0]!.isRunning = false;
    objects.clear();
    return { model, objects, taskArn };
  }

  it.each([1, 2])(
    'runs another event under the id of one that was rescued and deleted, in delivery %i',
    async (delivery) => {
      const { model, objects, taskArn } = await rescueOne();
      const second = await launch(other, delivery);
      expect(second).not.toBe(taskArn);
      const { event } = contractOfTask(model.tasks[1]!.input.overrides) ?? {};
      expect(event && 's3' in event && objects.get(event.s3.key)).toBe('{ "id": 2 }');
    },
  );

  it.each([1, 2])(
    'starts no second task for the event that was rescued and deleted, in delivery %i',
    async (delivery) => {
      const { model, taskArn } = await rescueOne();
      await expect(launch(one, delivery)).resolves.toBe(taskArn);
      expect(model.tasks).toHaveLength(1);
    },
  );

  it('starts no task for another event while the first one is stored', async () => {
    const model = connect(reading, () => 'capacity');
    connectS3();
    await launch(one, 1);
    await expect(launch(other, 1)).rejects.toThrow(EventConflictError);
    expect(model.tasks).toHaveLength(1);
  });
});

/** @returns what lies in the bucket, by key */
function connectS3(): Map<string, string> {
  const objects = new Map<string, string>();
  const failure = (name: string) =>
    new S3ServiceException({ name, $fault: 'client', $metadata: {} });
  s3Mock.reset();
  s3Mock
    .on(PutObjectCommand)
    .callsFake(({ Key = '', Body }: { Key?: string; Body: string }) => {
      if (objects.has(Key)) throw failure('PreconditionFailed');
      objects.set(Key, Body);
      return {};
    })
    .on(GetObjectCommand)
    .callsFake(({ Key = '' }: { Key?: string }) => {
      const text = objects.get(Key);
      if (text === undefined) throw failure('AccessDenied');
      return { Body: { transformToString: () => Promise.resolve(text) } };
    });
  return objects;
}
