import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { formatEndLine } from '@immortal/shared';
import { UnreadableMessageError } from './errors';
import { type FailedInvocation } from './failed-invocation';
import { recover } from './recover';
import { deps, ecs, log, logs, measured, resetAws, s3, sent, sqs, stores } from './testing/aws';
import {
  aFailedInvocation,
  anEnvironment,
  aPolicy,
  aTask,
  aTaskEvent,
  ended,
  FAILURE_QUEUE,
  FUNCTION,
  PARKED,
  REQUEST_ID,
  TASK_ARN,
} from './testing/fixtures';

const IN_S3 = { s3: { bucket: 'immortal-dev-hand-over', key: `${FUNCTION}/${REQUEST_ID}.json` } };
const ADDRESS = `s3://immortal-dev-hand-over/${FUNCTION}/${REQUEST_ID}.json`;

const recovered = (detail: object, policies = new Map([[FUNCTION, aPolicy()]])): Promise<void> =>
  recover(aTaskEvent(detail), deps({ policies }), log);
/** The task of an invocation, with the given change of its end. */
const taskOf = (invocation: Partial<FailedInvocation>, end: object = {}) =>
  aTask(end, aFailedInvocation(invocation));
const deleted = () => s3.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input);

describe('recover, when the task has succeeded', () => {
  beforeEach(resetAws);

  it('counts the rescue and how long it took', async () => {
    await recovered(aTask(ended(0)));
    expect(measured).toEqual([`RescuesSucceeded ${FUNCTION}`, `TimeToRescue ${FUNCTION} 90.5`]);
    expect([...sqs.calls(), ...s3.calls(), ...ecs.calls()]).toEqual([]);
  });

  it('deletes the event that was handed over', async () => {
    stores(IN_S3.s3, '{}');
    await recovered(taskOf({ event: IN_S3 }, ended(0)));
    expect(deleted()).toEqual([{ Bucket: IN_S3.s3.bucket, Key: IN_S3.s3.key }]);
  });

  it('keeps an event that was stored when the task had stopped already', async () => {
    stores(IN_S3.s3, '{}', new Date('2026-11-22T04:43:31Z'));
    await recovered(taskOf({ event: IN_S3 }, ended(0)));
    expect(deleted()).toEqual([]);
    expect(measured).toContain(`RescuesSucceeded ${FUNCTION}`);
  });

  it('comes again, and counts nothing, while the event can not be deleted', async () => {
    stores(IN_S3.s3, '{}');
    s3.on(DeleteObjectCommand).rejects(new Error('Slow down'));
    await expect(recovered(taskOf({ event: IN_S3 }, ended(0)))).rejects.toThrow('Slow down');
    expect(measured).toEqual([]);
  });

  it('leaves the event to the bucket the last time, rather than to park what has succeeded', async () => {
    stores(IN_S3.s3, '{}');
    s3.on(DeleteObjectCommand).rejects(new Error('Slow down'));
    const record = aTaskEvent(taskOf({ event: IN_S3 }, ended(0)), { delivery: 20 });
    await recover(record, deps(), log);
    expect(measured).toContain(`RescuesSucceeded ${FUNCTION}`);
    expect(sent()).toEqual([]);
  });

  it('counts it without its time, or its variables, when the event does not tell them', async () => {
    await recovered({ ...aTask(ended(0)), createdAt: undefined, overrides: undefined });
    expect(measured).toEqual([`RescuesSucceeded ${FUNCTION}`]);
    expect(ecs.calls()).toEqual([]);
  });
});

describe('recover, when the log of the task says why', () => {
  beforeEach(resetAws);

  it("parks the event with the function's own error before what ECS says", async () => {
    const message = formatEndLine({
      ...{ message: 'It failed.', timestamp: new Date(0), outcome: 'failed', exitCode: 1 },
      error: Buffer.from('{"errorType":"Error","errorMessage":"no such order"}'),
    });
    logs.on(GetLogEventsCommand).resolves({ events: [{ message }] });
    await recovered(aTask(ended(1)));
    expect(sent()).toMatchObject([
      {
        queue: PARKED,
        attributes: {
          Reason:
            'The function failed in the container: Error: no such order (EssentialContainerExited, exit code 1, Essential container in task exited).',
        },
      },
    ]);
  });

  it('parks what failed with its own error also when its names are too long for startedBy', async () => {
    const functionName = `immortal-dev-${'o'.repeat(51)}`;
    const requestId = 'r'.repeat(100);
    const message = formatEndLine({
      message: 'The function failed.',
      timestamp: new Date(0),
      requestId,
      functionName,
      outcome: 'failed',
      exitCode: 1,
      error: Buffer.from('{"errorType":"TypeError","errorMessage":"x is not a function"}'),
    });
    logs.on(GetLogEventsCommand).resolves({ events: [{ message }] });
    const policies = new Map([[functionName, aPolicy()]]);
    await recovered(taskOf({ functionName, requestId }, ended(1)), policies);
    const [{ attributes } = { attributes: {} }] = sent();
    expect(JSON.stringify(attributes)).toContain('TypeError: x is not a function');
    expect(JSON.stringify(attributes)).toContain(requestId);
  });
});

describe('recover, when another task may have more luck', () => {
  beforeEach(resetAws);

  it('asks for the next attempt, with everything that belongs to the event', async () => {
    await recovered(taskOf({ functionVersion: '7', event: { text: '{ "id": 1.0 }' } }));
    expect(sent()).toEqual([
      {
        queue: FAILURE_QUEUE,
        body: '{ "id": 1.0 }',
        attributes: {
          RequestID: REQUEST_ID,
          FunctionVersion: '7',
          Attempts: '1',
          FirstAttempt: '1',
        },
        delaySeconds: 60,
      },
    ]);
    expect(measured).toEqual([`RescuesFailed ${FUNCTION}`]);
    expect(ecs.calls()).toEqual([]);
  });

  it('leaves an event in S3 where it is', async () => {
    await recovered(taskOf({ event: IN_S3 }));
    expect(sent()).toMatchObject([{ queue: FAILURE_QUEUE, attributes: { EventS3: ADDRESS } }]);
    expect(s3.calls()).toEqual([]);
  });

  it.each([
    [{ attempt: 2 }, 300],
    [{ attempt: 5, firstAttempt: 4 }, 300],
    [{ attempt: 4, firstAttempt: 4 }, 60],
  ])('waits longer from attempt to attempt of a round: %j', async (change, delaySeconds) => {
    await recovered(taskOf(change));
    expect(sent()).toMatchObject([{ queue: FAILURE_QUEUE, delaySeconds }]);
  });

  it('asks ECS when the event does not tell the variables', async () => {
    const { overrides } = aTask();
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{ ...(overrides && { overrides }) }] });
    await recovered({ ...aTask(), overrides: { containerOverrides: [{ name: 'runner' }] } });
    expect(ecs.commandCalls(DescribeTasksCommand).map(({ args }) => args[0].input)).toEqual([
      { cluster: anEnvironment().cluster, tasks: [TASK_ARN] },
    ]);
    expect(sent()).toMatchObject([{ queue: FAILURE_QUEUE, body: '{ "id": 1.0 }' }]);
  });

  it('counts a task that failed to start, for the alarm', async () => {
    await recovered(aTask({ stopCode: 'TaskFailedToStart', containers: [{ name: 'runner' }] }));
    expect(sent()).toMatchObject([{ queue: FAILURE_QUEUE }]);
    expect(measured).toEqual([`RescuesFailed ${FUNCTION}`, 'TasksFailedToStart']);
  });

  it('fails, and counts nothing, while the queue does not take the message', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('Rate exceeded'));
    await expect(recovered(aTask({ stopCode: 'TaskFailedToStart' }))).rejects.toThrow('Rate');
    expect(measured).toEqual([]);
  });
});

describe('recover, when nothing more is to be tried', () => {
  beforeEach(resetAws);

  it('parks what failed in the container, with its task and the reason', async () => {
    await recovered(aTask(ended(1)));
    expect(sent()).toEqual([
      {
        queue: PARKED,
        body: '{ "id": 1.0 }',
        attributes: {
          RequestID: REQUEST_ID,
          Attempts: '1',
          Reason:
            'The function failed in the container (EssentialContainerExited, exit code 1, Essential container in task exited).',
          TaskArn: TASK_ARN,
          Function: FUNCTION,
          Queue: FAILURE_QUEUE,
        },
        delaySeconds: undefined,
      },
    ]);
    expect(measured).toEqual([`RescuesParked ${FUNCTION}`, `RescuesFailed ${FUNCTION}`]);
  });

  it.each([
    [{ attempt: 3 }, {}, 'That was attempt 3 of 3.'],
    [{ attempt: 6, firstAttempt: 4 }, {}, 'That was attempt 3 of 3.'],
    [{}, { maximumTaskAttempts: 1 }, 'That was attempt 1 of 1.'],
  ])('parks the last attempt of a round: %j %j', async (change, policy, reason) => {
    await recovered(taskOf(change), new Map([[FUNCTION, aPolicy(policy)]]));
    expect(sent()).toMatchObject([
      { queue: PARKED, attributes: { Reason: expect.stringContaining(reason) as unknown } },
    ]);
  });

  it('parks the event of a function that has no policy any more', async () => {
    await recovered(aTask(), new Map());
    expect(sent()).toMatchObject([
      {
        queue: PARKED,
        body: '{ "id": 1.0 }',
        attributes: {
          Reason: expect.stringContaining('has no rescue policy any more.') as unknown,
          Queue: FAILURE_QUEUE,
        },
      },
    ]);
  });

  it('parks a large event as it was', async () => {
    stores(IN_S3.s3, '{ "large": 1.0 }');
    await recovered(taskOf({ event: IN_S3 }, ended(2)));
    expect(sent()).toMatchObject([{ queue: PARKED, body: '{ "large": 1.0 }' }]);
  });

  it('refuses to forget a task of which neither the event nor ECS tells the variables', async () => {
    const missing = { failures: [{ arn: TASK_ARN, reason: 'MISSING' }], tasks: [] };
    ecs.on(DescribeTasksCommand).resolves(missing);
    const attempt = recovered({ ...aTask(), overrides: undefined });
    await expect(attempt).rejects.toThrow(UnreadableMessageError);
    await expect(attempt).rejects.toThrow(
      `Neither the event of task ${TASK_ARN} nor ECS says which event it had. Its log has the request id ${REQUEST_ID}.`,
    );
    expect(sent()).toEqual([]);
  });

  it('comes again when ECS can not be asked', async () => {
    ecs.on(DescribeTasksCommand).rejects(new Error('Rate exceeded'));
    const attempt = recovered({ ...aTask(), overrides: undefined });
    await expect(attempt).rejects.toThrow('Rate exceeded');
    await expect(attempt).rejects.not.toThrow(UnreadableMessageError);
  });

  it('does nothing about a task that somebody has started by hand', async () => {
    await recovered({ ...aTask(ended(1)), startedBy: 'jane', group: 'family:immortal-dev-runner' });
    expect([...sqs.calls(), ...s3.calls(), ...ecs.calls(), ...measured]).toEqual([]);
  });
});
