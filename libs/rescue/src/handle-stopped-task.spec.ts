import { Logger } from '@aws-lambda-powertools/logger';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { formatEndLine } from '@immortal/shared';
import { type FailedInvocation } from './read/failed-invocation';
import { handleMessage } from './handle-message';
import { deps, ecs, logs, measured, resetAws, s3, sent, sqs, stores } from './testing/aws';
import {
  aFailedInvocation,
  anEnvironment,
  rescuedFunctions,
  aTask,
  aTaskEvent,
  ended,
  FAILURE_QUEUE,
  FUNCTION,
  PARKED,
  REQUEST_ID,
  STOPPED_TASKS,
  TASK_ARN,
  STORED_EVENT,
  STORED_ADDRESS,
} from './testing/fixtures';

const handled = (
  detail: object,
  policies: Parameters<typeof rescuedFunctions>[0] = { [FUNCTION]: {} },
): Promise<void> =>
  handleMessage(aTaskEvent(detail), deps({ functions: rescuedFunctions(policies) }));
/** The task of an invocation, with changes to its end. */
const taskOf = (invocation: Partial<FailedInvocation>, end: object = {}) =>
  aTask(end, aFailedInvocation(invocation));
const deleted = () => s3.commandCalls(DeleteObjectCommand).map(({ args }) => args[0].input);

describe('a task that succeeded', () => {
  beforeEach(resetAws);

  it('counts as a rescue with its duration', async () => {
    await handled(aTask(ended(0)));
    expect(measured).toEqual([`RescuesSucceeded ${FUNCTION}`, `TimeToRescue ${FUNCTION} 90.5`]);
    expect([...sqs.calls(), ...s3.calls(), ...ecs.calls()]).toEqual([]);
  });

  it.each([
    [true, {}],
    [false, { overrides: undefined }],
  ])('is logged with variablesInEvent: %s', async (variablesInEvent, change) => {
    const logged = jest.spyOn(Logger.prototype, 'appendPersistentKeys');
    await handled({ ...aTask(ended(0)), ...change });
    expect(logged).toHaveBeenCalledWith({ variablesInEvent });
    logged.mockRestore();
  });

  it('has its stored event deleted', async () => {
    stores(STORED_EVENT.s3, '{}');
    await handled(taskOf({ event: STORED_EVENT }, ended(0)));
    expect(deleted()).toEqual([{ Bucket: STORED_EVENT.s3.bucket, Key: STORED_EVENT.s3.key }]);
  });

  it('leaves an event that was stored after it stopped', async () => {
    stores(STORED_EVENT.s3, '{}', new Date('2026-11-22T04:43:31Z'));
    await handled(taskOf({ event: STORED_EVENT }, ended(0)));
    expect(deleted()).toEqual([]);
    expect(measured).toContain(`RescuesSucceeded ${FUNCTION}`);
  });

  it('is reported again, and counts nothing, while its event can not be deleted', async () => {
    stores(STORED_EVENT.s3, '{}');
    s3.on(DeleteObjectCommand).rejects(new Error('Slow down'));
    await expect(handled(taskOf({ event: STORED_EVENT }, ended(0)))).rejects.toThrow('Slow down');
    expect(measured).toEqual([]);
  });

  it('counts in the last delivery even if its event can not be deleted, and is not parked', async () => {
    stores(STORED_EVENT.s3, '{}');
    s3.on(DeleteObjectCommand).rejects(new Error('Slow down'));
    const record = aTaskEvent(taskOf({ event: STORED_EVENT }, ended(0)), { delivery: 20 });
    await handleMessage(record, deps());
    expect(measured).toContain(`RescuesSucceeded ${FUNCTION}`);
    expect(sent()).toEqual([]);
  });

  it('counts without its duration and its variables if its event has none', async () => {
    await handled({ ...aTask(ended(0)), createdAt: undefined, overrides: undefined });
    expect(measured).toEqual([`RescuesSucceeded ${FUNCTION}`]);
    expect(ecs.calls()).toEqual([]);
  });
});

describe('a task whose log says why it failed', () => {
  beforeEach(resetAws);

  it("is parked with the function's own error before what ECS says", async () => {
    const message = formatEndLine({
      message: 'It failed.',
      timestamp: new Date(0),
      outcome: 'failed',
      exitCode: 1,
      error: Buffer.from('{"errorType":"Error","errorMessage":"no such order"}'),
    });
    logs.on(GetLogEventsCommand).resolves({ events: [{ message }] });
    await handled(aTask(ended(1)));
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

  it('is parked with its own error even if its names are too long for startedBy', async () => {
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
    await handled(taskOf({ functionName, requestId }, ended(1)), { [functionName]: {} });
    const [{ attributes } = { attributes: {} }] = sent();
    expect(JSON.stringify(attributes)).toContain('TypeError: x is not a function');
    expect(JSON.stringify(attributes)).toContain(requestId);
  });
});

describe('a task after which another one may succeed', () => {
  beforeEach(resetAws);

  it('leads to a message for the next attempt with the whole event', async () => {
    await handled(taskOf({ functionVersion: '7', event: { text: '{ "id": 1.0 }' } }));
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

  it('leads to a message that refers to its stored event', async () => {
    await handled(taskOf({ event: STORED_EVENT }));
    expect(sent()).toMatchObject([
      { queue: FAILURE_QUEUE, attributes: { EventS3: STORED_ADDRESS } },
    ]);
    expect(s3.calls()).toEqual([]);
  });

  it.each([
    [{ attempt: 2 }, 300],
    [{ attempt: 5, firstAttempt: 4 }, 300],
    [{ attempt: 4, firstAttempt: 4 }, 60],
  ])('leads to a longer wait with each attempt of a round: %j', async (change, delaySeconds) => {
    await handled(taskOf(change));
    expect(sent()).toMatchObject([{ queue: FAILURE_QUEUE, delaySeconds }]);
  });

  it('is looked up in ECS if its event has no variables', async () => {
    const { overrides } = aTask();
    ecs.on(DescribeTasksCommand).resolves({ tasks: [{ ...(overrides && { overrides }) }] });
    await handled({ ...aTask(), overrides: { containerOverrides: [{ name: 'runner' }] } });
    expect(ecs.commandCalls(DescribeTasksCommand).map(({ args }) => args[0].input)).toEqual([
      { cluster: anEnvironment().cluster, tasks: [TASK_ARN] },
    ]);
    expect(sent()).toMatchObject([{ queue: FAILURE_QUEUE, body: '{ "id": 1.0 }' }]);
  });

  it('is counted for the alarm if it failed to start', async () => {
    await handled(aTask({ stopCode: 'TaskFailedToStart', containers: [{ name: 'runner' }] }));
    expect(sent()).toMatchObject([{ queue: FAILURE_QUEUE }]);
    expect(measured).toEqual([`RescuesFailed ${FUNCTION}`, 'TasksFailedToStart']);
  });

  it('is reported again, and counts nothing, while the queue refuses the message', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('Rate exceeded'));
    await expect(handled(aTask({ stopCode: 'TaskFailedToStart' }))).rejects.toThrow('Rate');
    expect(measured).toEqual([]);
  });
});

describe('a task after which the event is parked', () => {
  beforeEach(resetAws);

  it('is named in the parked message, with the reason', async () => {
    await handled(aTask(ended(1)));
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
  ])('is the last attempt of its round: %j %j', async (change, policy, reason) => {
    await handled(taskOf(change), { [FUNCTION]: policy });
    expect(sent()).toMatchObject([
      { queue: PARKED, attributes: { Reason: expect.stringContaining(reason) as unknown } },
    ]);
  });

  it('belongs to a function that no longer has a policy', async () => {
    await handled(aTask(), {});
    expect(sent()).toMatchObject([
      {
        queue: PARKED,
        body: '{ "id": 1.0 }',
        attributes: {
          Reason: expect.stringContaining('no longer has a rescue policy.') as unknown,
          Queue: FAILURE_QUEUE,
        },
      },
    ]);
  });

  it('had a large event, which is parked unchanged', async () => {
    stores(STORED_EVENT.s3, '{ "large": 1.0 }');
    await handled(taskOf({ event: STORED_EVENT }, ended(2)));
    expect(sent()).toMatchObject([{ queue: PARKED, body: '{ "large": 1.0 }' }]);
  });

  it('is parked as a message if neither its event nor ECS says which event it had', async () => {
    const missing = { failures: [{ arn: TASK_ARN, reason: 'MISSING' }], tasks: [] };
    ecs.on(DescribeTasksCommand).resolves(missing);
    const detail = { ...aTask(), overrides: undefined };
    await handled(detail);
    expect(sent()).toMatchObject([
      {
        queue: PARKED,
        body: aTaskEvent(detail).body,
        attributes: {
          Queue: STOPPED_TASKS,
          Reason: `Neither the event of task ${TASK_ARN} nor ECS says which event it had. Its log has the request id ${REQUEST_ID}.`,
        },
      },
    ]);
  });

  it('is reported again while ECS does not describe it', async () => {
    ecs.on(DescribeTasksCommand).rejects(new Error('Rate exceeded'));
    const attempt = handled({ ...aTask(), overrides: undefined });
    await expect(attempt).rejects.toThrow('Rate exceeded');
    expect(sent()).toEqual([]);
  });

  it('is ignored if it is not a rescue', async () => {
    await handled({ ...aTask(ended(1)), startedBy: 'jane', group: 'family:immortal-dev-runner' });
    expect([...sqs.calls(), ...s3.calls(), ...ecs.calls(), ...measured]).toEqual([]);
  });
});
