// One attempt starts one container, whatever happens around its messages: launch-task.ts against a model of ECS.
import {
  DescribeTasksCommand,
  type DescribeTasksCommandInput,
  ListTasksCommand,
  type ListTasksCommandInput,
  RunTaskCommand,
  type RunTaskCommandInput,
} from '@aws-sdk/client-ecs';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { formatEarlierStartedBy, formatStartedBy, isTaskOf } from '@immortal/shared';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { EventConflictError } from '../errors';
import { type FailedInvocation } from '../read/failed-invocation';
import { launchTask } from './launch-task';
import { contractOfTask } from '../read/task-contract';
import { deps, ecs, s3 } from '../testing/aws';
import { BucketModel } from '../testing/bucket-model';
import { EcsModel, type ModelTask, type Reading } from '../testing/ecs-model';
import {
  aFailedInvocation,
  aPolicy,
  FUNCTION,
  NETWORK,
  networkText,
  rescuedFunctions,
} from '../testing/fixtures';

jest.setTimeout(60_000); // hundreds of runs, on machines that are busy with other things

/** How one call to ECS ends. */
type CallResult = 'capacity' | 'no capacity' | 'throttled' | 'crash before it' | 'crash after it';
const anyResult = fc.constantFrom<CallResult>(
  'capacity',
  'no capacity',
  'throttled',
  'crash before it',
  'crash after it',
);

const next = (results: fc.Stream<CallResult>) => results.next().value as CallResult;

const fresh = aFailedInvocation();
/** What the secondary requests after the task of the previous attempt ended, or what a person moved back. */
const attemptOf = (attempt: number) => aFailedInvocation({ attempt, isFresh: false });

/** As this version of the kit started it, and as earlier ones did, which had one task definition for all functions. */
const PREVIOUS_ATTEMPTS = [
  { taskDefinition: FUNCTION, startedBy: formatStartedBy(fresh) },
  { taskDefinition: 'immortal-dev-runner', startedBy: formatStartedBy(fresh) },
  {
    taskDefinition: 'immortal-dev-runner',
    startedBy: formatEarlierStartedBy(fresh),
    group: fresh.functionName,
  },
];

/** Events of two functions, and a message that claims to be of the first one. */
const SHARED_ID = [
  fresh,
  aFailedInvocation({ functionName: 'immortal-dev-mails', event: { text: '{ "id": 2.0 }' } }),
  aFailedInvocation({ event: { text: '{ "forged": true }' } }),
];

/** @returns undefined for an event that will be parked because its id belongs to another one */
function conflictOnly(error: unknown): undefined {
  if (!(error instanceof EventConflictError)) throw error;
}

/** Whether the task has exactly this event, or there is no task because another event has its id. */
function isGiven({ tasks }: EcsModel, taskArn: string | undefined, invocation: FailedInvocation) {
  const isOwn = ({ input, taskDefinitionArn }: ModelTask) =>
    isTaskOf({ ...input, taskDefinitionArn }, invocation);
  const task = tasks.find((one) => one.taskArn === taskArn);
  if (task === undefined) return tasks.some(isOwn);
  const { event } = contractOfTask(task.input.overrides) ?? {};
  return isOwn(task) && isDeepStrictEqual(event, invocation.event);
}

const functions = rescuedFunctions({ [fresh.functionName]: {}, [SHARED_ID[1]!.functionName]: {} });

/**
 * One delivery of a message. A deployment changes the network, and so the request. ECS may also take another revision of
 * the task definition for another request: AWS does not say.
 */
const deliver = (delivery: number, revision = 7, invocation: FailedInvocation = fresh) => {
  const networks = new Map([[NETWORK, networkText([`subnet-${revision}`])]]);
  return launchTask(invocation, aPolicy(), delivery, deps({ functions, networks }));
};

/** A delivery that may fail: the process died, or the message went back. */
const attempt = (...args: Parameters<typeof deliver>) => deliver(...args).catch(() => undefined);

/** Puts a model of ECS behind the SDK's client: each call waits for its turn and takes the next result. */
function connect(
  reading: Reading,
  result: () => CallResult,
  turn = () => Promise.resolve(),
): EcsModel {
  const model = new EcsModel(reading);
  const call = async <Output>(effect: (hasCapacity: boolean) => Output): Promise<Output> => {
    await turn();
    const drawn = result();
    if (drawn === 'throttled' || drawn === 'crash before it') throw new Error(drawn);
    const output = effect(drawn !== 'no capacity');
    if (drawn === 'crash after it') throw new Error(drawn);
    return output;
  };
  ecs.reset();
  ecs
    .on(RunTaskCommand)
    .callsFake((input: RunTaskCommandInput) => call((capacity) => model.runTask(input, capacity)))
    .on(ListTasksCommand)
    .callsFake((input: ListTasksCommandInput) => call(() => model.listTasks(input)))
    .on(DescribeTasksCommand)
    .callsFake((input: DescribeTasksCommandInput) => call(() => model.describeTasks(input)));
  return model;
}

/** Two messages that request the same attempt, each delivered any number of times. */
async function expectOneTaskOfTwoMessages(
  reading: Reading,
  invocation?: FailedInvocation,
): Promise<void> {
  const anyRow = fc.array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(anyRow, fc.infiniteStream(anyResult), async (row, results) => {
      const model = connect(reading, () => next(results));
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
  it('starts one task in any sequence of deliveries, crashes, shortages, and deployments', async () => {
    const anyRevisions = fc.array(fc.constantFrom(7, 8), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(anyRevisions, fc.infiniteStream(anyResult), async (revisions, results) => {
        const model = connect(reading, () => next(results));
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
      fc.asyncProperty(fc.nat({ max: 19 }), fc.array(anyResult), async (failures, results) => {
        let last: CallResult = 'no capacity';
        const model = connect(reading, () => results.shift() ?? last);
        for (let delivery = 1; delivery <= failures; delivery += 1) await attempt(delivery);
        results.length = 0;
        last = 'capacity';
        const taskArn = await deliver(failures + 1);
        expect(model.tasks.map((task) => task.taskArn)).toEqual([taskArn]);
      }),
    );
  });

  it('starts one task when the first delivery is duplicated', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(anyResult), async (scheduler, results) => {
        const turn = () => scheduler.schedule(Promise.resolve());
        const model = connect(reading, () => results.pop() ?? 'capacity', turn);
        await scheduler.waitFor(Promise.all([attempt(1), attempt(1), attempt(1)]));
        expect(model.tasks.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('starts one task when duplicate events of a stopped task request the next attempt twice', async () => {
    await expectOneTaskOfTwoMessages(reading, attemptOf(2));
  });

  it('starts none for what was moved back while the previous attempt still runs, whichever version of the kit started that', async () => {
    const anyVersion = fc.constantFrom(...PREVIOUS_ATTEMPTS);
    await fc.assert(
      fc.asyncProperty(
        anyVersion,
        fc.array(anyResult, { maxLength: 20 }),
        async (input, results) => {
          const model = connect(reading, () => results.shift() ?? 'capacity');
          model.runTask(input, true);
          for (const delivery of [1, 2, 3]) await attempt(delivery, 7, attemptOf(2));
          results.length = 0;
          await expect(deliver(4, 7, attemptOf(2))).resolves.toBe(model.tasks[0]!.taskArn);
          expect(model.tasks).toHaveLength(1);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('starts one task for each of two functions with the same request id, and none for a forged event', async () => {
    const anyRow = fc.array(fc.constantFrom(0, 1, 2), { minLength: 2, maxLength: 12 });
    // To ECS, a forged message is a second dead letter of the request. If ECS forgets failures, two of them may start two
    // tasks while capacity comes and goes: the gap that docs/how-it-works.md names.
    const possible = anyResult.filter((one) => reading.remembersFailures || one !== 'no capacity');
    await fc.assert(
      fc.asyncProperty(anyRow, fc.infiniteStream(possible), async (row, results) => {
        let result = () => next(results);
        const model = connect(reading, () => result());
        const deliveries = [0, 0, 0];
        for (const message of row) {
          deliveries[message]! += 1;
          await attempt(deliveries[message]!, 7, SHARED_ID[message]);
          expect(model.tasks.length).toBeLessThanOrEqual(2);
        }
        result = () => 'capacity';
        for (const invocation of SHARED_ID) {
          // The deliveries of the other message may have used up tokens while there was no capacity.
          const delivery = Math.max(...deliveries) + 1;
          const launched = deliver(delivery, 7, invocation).catch(conflictOnly);
          expect(isGiven(model, await launched, invocation)).toBe(true);
        }
        expect(model.tasks).toHaveLength(2);
      }),
    );
  });

  it('starts the task beside one of another task definition, whatever that one claims to be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyResult, { maxLength: 20 }), async (results) => {
        const model = connect(reading, () => results.shift() ?? 'capacity');
        const names = { startedBy: formatStartedBy(fresh), group: FUNCTION };
        model.runTask({ taskDefinition: 'immortal-dev-mails', clientToken: 'x', ...names }, true);
        for (const delivery of [1, 2, 3]) await attempt(delivery);
        results.length = 0;
        const taskArn = await deliver(4);
        expect(model.tasks.map((task) => task.taskArn)).toEqual([model.tasks[0]!.taskArn, taskArn]);
      }),
    );
  });

  it('starts the next attempt once the previous attempt stopped', async () => {
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
    it('starts none beside or after the one that an earlier message of the attempt started', async () => {
      const anyRow = fc.array(fc.constantFrom(0, 1, 'stop'), { minLength: 2, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(anyRow, fc.infiniteStream(anyResult), async (row, results) => {
          const model = connect(reading, () => next(results));
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

  it('starts one task when ten deliveries run at the same time, around a deployment and without ListTasks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.infiniteStream(anyResult), async (scheduler, results) => {
        const turn = () => scheduler.schedule(Promise.resolve());
        const model = connect(reading, () => next(results), turn);
        ecs.on(ListTasksCommand).resolves({ taskArns: [] });
        const deliveries = [1, 2, 2, 3, 4, 5, 6, 7, 8, 9].map((delivery, index) =>
          attempt(delivery, index % 3 === 0 ? 7 : 8),
        );
        await scheduler.waitFor(Promise.all(deliveries));
        expect(model.tasks.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('starts one task when Lambda wrote two dead letters for one request', async () => {
    await expectOneTaskOfTwoMessages(reading);
  });
});

describe.each(READINGS)('launching events through S3, if ECS %s', (_, reading) => {
  const one = aFailedInvocation({ event: { text: '{ "id": 1 }' } });
  const other = aFailedInvocation({ event: { text: '{ "id": 2 }' } });
  const launch = (invocation: FailedInvocation, delivery: number) =>
    launchTask(invocation, aPolicy({ handOver: 'always' }), delivery, deps());

  /** Rescues the first event, and deletes what was stored of it. */
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

/** @returns the objects of the bucket, by key */
function connectS3(): Map<string, string> {
  const bucket = new BucketModel();
  s3.reset();
  s3.on(PutObjectCommand).callsFake(bucket.put).on(GetObjectCommand).callsFake(bucket.get);
  return bucket.objects;
}
