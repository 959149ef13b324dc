import { Logger } from '@aws-lambda-powertools/logger';
import { DescribeTasksCommand, ListTasksCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import { ChangeMessageVisibilityCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { takeMessage } from './take-message';
import { deps, ecs, launched, measured, resetAws, sent, sqs } from './testing/aws';
import {
  aPolicy,
  aRecord,
  aTask,
  aTaskEvent,
  DEAD_LETTER_ATTRIBUTES,
  FAILURE_QUEUE,
  FUNCTION,
  PARKED,
  REQUEST_ID,
  STOPPED_TASKS,
  urlOf,
} from './testing/fixtures';

const take = (record = aRecord()) => takeMessage(record, deps());
const hidden = () =>
  sqs.commandCalls(ChangeMessageVisibilityCommand).map(({ args: [{ input }] }) => ({
    queue: input.QueueUrl,
    seconds: input.VisibilityTimeout,
  }));
const noCapacity = () =>
  ecs.on(RunTaskCommand).resolves({ failures: [{ reason: 'Capacity is unavailable' }] });
const parkingFails = () =>
  sqs.on(SendMessageCommand, { QueueUrl: urlOf(PARKED) }).rejects(new Error('SQS is away'));

beforeEach(resetAws);

describe('a message', () => {
  it('of a failure queue is launched', async () => {
    await take();
    expect(launched()).toEqual([`${FUNCTION}/${REQUEST_ID}/1`]);
    expect(sqs.calls()).toEqual([]);
  });

  it('of a stopped task is recovered', async () => {
    await take(aTaskEvent());
    expect(sent()).toMatchObject([{ queue: FAILURE_QUEUE }]);
    expect(launched()).toEqual([]);
  });

  it.each([
    ['a failure queue', aRecord({ body: 'hello' }), FAILURE_QUEUE, 'hello', FUNCTION],
    ['stopped tasks', aTaskEvent(null, { body: 'hello' }), STOPPED_TASKS, 'hello', 'unknown'],
    ['no queue of ours', aRecord({ queue: 'a-failures' }), 'a-failures', '{ "id": 1.0 }', 'a'],
  ])('that can not be read, of %s, is parked at once', async (_, record, queue, body, named) => {
    await take(record);
    expect(sent()).toMatchObject([{ queue: PARKED, body, attributes: { Queue: queue } }]);
    expect(measured).toEqual([`RescuesParked ${named}`]);
    expect([...hidden(), ...ecs.calls()]).toEqual([]);
  });

  it('for which the runner would refuse to start is parked at once', async () => {
    const policies = new Map([['ordersDlq', aPolicy()]]);
    await takeMessage(aRecord({ queue: 'ordersDlq-failures' }), deps({ policies }));
    expect(sent()).toMatchObject([
      {
        queue: PARKED,
        attributes: {
          ...DEAD_LETTER_ATTRIBUTES,
          Reason: expect.stringContaining('can\'t name the function "ordersDlq"') as unknown,
        },
      },
    ]);
    expect(ecs.calls()).toEqual([]);
  });

  it('of a task whose event nobody knows is parked with what ECS has told', async () => {
    ecs.on(DescribeTasksCommand).resolves({ tasks: [], failures: [{ reason: 'MISSING' }] });
    const record = aTaskEvent({ ...aTask(), overrides: undefined });
    await take(record);
    expect(sent()).toMatchObject([
      { queue: PARKED, body: record.body, attributes: { Queue: STOPPED_TASKS } },
    ]);
  });
});

describe('a message whose request id belongs to another event', () => {
  it('is parked whole, and not taken for what runs already', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: ['task/a'] });
    await take(aRecord({ delivery: 2, body: '{ "forged": true }' }));
    expect(sent()).toMatchObject([
      {
        queue: PARKED,
        body: '{ "forged": true }',
        attributes: {
          ...DEAD_LETTER_ATTRIBUTES,
          Reason: `Another event has the request id ${REQUEST_ID} too, and is run by task/a. Lambda gives each event an id of its own, so one of them was not sent by Lambda.`,
        },
      },
    ]);
    expect(launched()).toEqual([]);
  });
});

describe('a message that could not be handled', () => {
  it.each([
    [1, 30],
    [4, 240],
    [19, 900],
  ])('rests after delivery %d for %d seconds', async (delivery, seconds) => {
    noCapacity();
    await expect(take(aRecord({ delivery }))).rejects.toThrow('Capacity is unavailable');
    expect(hidden()).toEqual([{ queue: urlOf(FAILURE_QUEUE), seconds }]);
    expect(sent()).toEqual([]);
  });

  it('rests for as long as the queue says if it can not be hidden, and tells its own failure', async () => {
    noCapacity();
    sqs.on(ChangeMessageVisibilityCommand).rejects(new Error('SQS is away'));
    const warned = jest.spyOn(Logger.prototype, 'warn');
    await expect(take()).rejects.toThrow('Capacity is unavailable');
    expect(warned).toHaveBeenCalledWith('the message could not be hidden for longer', {
      error: new Error('SQS is away'),
    });
  });

  it('of the queue of stopped tasks rests there', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('SQS is away'));
    await expect(take(aTaskEvent(aTask(), { delivery: 2 }))).rejects.toThrow('SQS is away');
    expect(hidden()).toEqual([{ queue: urlOf(STOPPED_TASKS), seconds: 60 }]);
  });

  it('nor parked rests as well', async () => {
    parkingFails();
    const told = jest.spyOn(Logger.prototype, 'error');
    await expect(take(aRecord({ body: 'hello', delivery: 2 }))).rejects.toThrow('SQS is away');
    expect(hidden()).toEqual([{ queue: urlOf(FAILURE_QUEUE), seconds: 60 }]);
    expect(told).toHaveBeenCalledWith(
      'the message stays in its queue',
      expect.objectContaining({ error: new Error('SQS is away') }),
    );
    expect(measured).toEqual([]);
  });
});

describe('a message that was tried for the last time', () => {
  const last = { delivery: 20 };

  it('is started like any other if that goes well', async () => {
    await take(aRecord(last));
    expect(launched()).toHaveLength(1);
    expect(sent()).toEqual([]);
  });

  it('is parked with the reason, as an invocation that can be moved back', async () => {
    noCapacity();
    await take(aRecord(last));
    expect(sent()).toEqual([
      {
        queue: PARKED,
        body: '{ "id": 1.0 }',
        attributes: {
          ...DEAD_LETTER_ATTRIBUTES,
          Attempts: '1',
          Reason: `It was tried 20 times. The last time: ECS started no container for request ${REQUEST_ID}: Capacity is unavailable.`,
          Function: FUNCTION,
          Queue: FAILURE_QUEUE,
        },
        delaySeconds: undefined,
      },
    ]);
    expect(measured).toEqual([`RescuesParked ${FUNCTION}`]);
    expect(hidden()).toEqual([]);
  });

  it('is not parked if its task runs, though ECS could not say so', async () => {
    ecs.on(RunTaskCommand).callsFake(() => {
      ecs.on(ListTasksCommand).resolves({ taskArns: ['task/a'] });
      throw new Error('socket hang up');
    });
    await take(aRecord(last));
    expect([...sent(), ...hidden(), ...measured]).toEqual([]);
  });

  it('is not parked while nobody can say whether its task runs', async () => {
    ecs.on(RunTaskCommand).rejects(new Error('socket hang up'));
    ecs
      .on(ListTasksCommand)
      .resolvesOnce({ taskArns: [] })
      .resolvesOnce({ taskArns: [] })
      .resolvesOnce({ taskArns: [] })
      .resolvesOnce({ taskArns: [] })
      .rejects(new Error('Rate exceeded'));
    await expect(take(aRecord(last))).rejects.toThrow('Rate exceeded');
    expect(sent()).toEqual([]);
    expect(hidden()).toEqual([{ queue: urlOf(FAILURE_QUEUE), seconds: 900 }]);
  });

  it('rests when it can not be parked, and is parked at the next delivery', async () => {
    noCapacity();
    parkingFails();
    await expect(take(aRecord(last))).rejects.toThrow('SQS is away');
    expect(hidden()).toEqual([{ queue: urlOf(FAILURE_QUEUE), seconds: 900 }]);

    sqs.on(SendMessageCommand, { QueueUrl: urlOf(PARKED) }).resolves({});
    await take(aRecord({ delivery: 21 }));
    expect(sent().at(-1)).toMatchObject({
      queue: PARKED,
      attributes: { Reason: expect.stringContaining('It was tried 21 times.') as unknown },
    });
  });

  it('of the queue of stopped tasks is parked as it is', async () => {
    sqs.on(SendMessageCommand, { QueueUrl: urlOf(FAILURE_QUEUE) }).rejects(new Error('No queue'));
    const record = aTaskEvent(aTask(), last);
    await take(record);
    expect(sent().at(-1)).toEqual({
      queue: PARKED,
      body: record.body,
      attributes: {
        Reason: 'It was tried 20 times. The last time: No queue',
        Queue: STOPPED_TASKS,
      },
      delaySeconds: undefined,
    });
  });
});
