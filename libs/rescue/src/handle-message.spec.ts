import { Logger } from '@aws-lambda-powertools/logger';
import { DescribeTasksCommand, ListTasksCommand, RunTaskCommand } from '@aws-sdk/client-ecs';
import { ChangeMessageVisibilityCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { handleMessage } from './handle-message';
import { deps, ecs, launched, measured, resetAws, s3, sent, sqs } from './testing/aws';
import {
  aPolicy,
  aRecord,
  aTask,
  aTaskEvent,
  DEAD_LETTER_ATTRIBUTES,
  definitionArn,
  ended,
  FAILURE_QUEUE,
  FUNCTION,
  PARKED,
  REQUEST_ID,
  rescuedFunctions,
  STOPPED_TASKS,
  urlOf,
} from './testing/fixtures';

const handle = (record = aRecord()) => handleMessage(record, deps());
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
  it('of a failure queue starts a container', async () => {
    await handle();
    expect(launched()).toEqual([`${FUNCTION}/${REQUEST_ID}/1`]);
    expect(sqs.calls()).toEqual([]);
  });

  it('of a stopped task leads to the next attempt', async () => {
    await handle(aTaskEvent());
    expect(sent()).toMatchObject([{ queue: FAILURE_QUEUE }]);
    expect(launched()).toEqual([]);
  });

  it.each([
    ['a failure queue', aRecord({ body: 'hello' }), FAILURE_QUEUE, 'hello', FUNCTION],
    ['stopped tasks', aTaskEvent(null, { body: 'hello' }), STOPPED_TASKS, 'hello', 'unknown'],
    [
      'a queue of no rescued function',
      aRecord({ queue: 'a-failures' }),
      'a-failures',
      '{ "id": 1.0 }',
      'a',
    ],
  ])('that can not be read, from %s, is parked at once', async (_, record, queue, body, named) => {
    await handle(record);
    expect(sent()).toMatchObject([{ queue: PARKED, body, attributes: { Queue: queue } }]);
    expect(measured).toEqual([`RescuesParked ${named}`]);
    expect([...hidden(), ...ecs.calls()]).toEqual([]);
  });

  it('that the runner would refuse is parked at once', async () => {
    const functions = rescuedFunctions({ ordersDlq: {} });
    await handleMessage(aRecord({ queue: 'ordersDlq-failures' }), deps({ functions }));
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

  it('of a task with the names of a rescue, but of another task definition, changes nothing', async () => {
    const taskDefinitionArn = definitionArn('immortal-dev-mails');
    for (const end of [ended(0), ended(1), {}]) {
      await handle(aTaskEvent(aTask({ ...end, taskDefinitionArn })));
    }
    expect([...sqs.calls(), ...ecs.calls(), ...s3.calls(), ...measured]).toEqual([]);
  });

  it('of a task whose event is unknown is parked with what ECS reported', async () => {
    ecs.on(DescribeTasksCommand).resolves({ tasks: [], failures: [{ reason: 'MISSING' }] });
    const record = aTaskEvent({ ...aTask(), overrides: undefined });
    await handle(record);
    expect(sent()).toMatchObject([
      { queue: PARKED, body: record.body, attributes: { Queue: STOPPED_TASKS } },
    ]);
  });
});

describe('a message whose request id belongs to another event', () => {
  it('is parked whole, and not mistaken for the event that runs', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: ['task/a'] });
    await handle(aRecord({ delivery: 2, body: '{ "forged": true }' }));
    expect(sent()).toMatchObject([
      {
        queue: PARKED,
        body: '{ "forged": true }',
        attributes: {
          ...DEAD_LETTER_ATTRIBUTES,
          Reason: `Another event has the request id ${REQUEST_ID} and runs in task/a. Lambda gives each event its own id, so Lambda did not send one of the two.`,
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
  ])('waits after delivery %d for %d seconds', async (delivery, seconds) => {
    noCapacity();
    await expect(handle(aRecord({ delivery }))).rejects.toThrow('Capacity is unavailable');
    expect(hidden()).toEqual([{ queue: urlOf(FAILURE_QUEUE), seconds }]);
    expect(sent()).toEqual([]);
  });

  describe('because the network of its function is not set yet', () => {
    const MAILS = 'immortal-dev-mails';
    const orders = rescuedFunctions({ [FUNCTION]: {} });
    const mails = { policy: aPolicy(), network: 'NETWORK_00000000' };
    const functions = new Map([...orders, [MAILS, mails] as const]);
    const ofMails = (delivery: number) =>
      handleMessage(aRecord({ queue: `${MAILS}-failures`, delivery }), deps({ functions }));

    it('waits in its queue, and the messages of other functions do not', async () => {
      await expect(ofMails(1)).rejects.toThrow(
        /^NETWORK_00000000, the network of immortal-dev-mails, is not set\. .*package and deploy/,
      );
      expect(hidden()).toEqual([{ queue: urlOf(`${MAILS}-failures`), seconds: 30 }]);
      await handleMessage(aRecord(), deps({ functions }));
      expect(launched()).toEqual([`${FUNCTION}/${REQUEST_ID}/1`]);
      expect(sent()).toEqual([]);
    });

    it('is parked after the last delivery, with the variable in its reason', async () => {
      await ofMails(20);
      expect(launched()).toEqual([]);
      expect(sent()).toMatchObject([
        {
          queue: PARKED,
          body: '{ "id": 1.0 }',
          attributes: {
            Reason: expect.stringMatching(
              /^Gave up after 20 deliveries\. Last error: NETWORK_00000000,/,
            ) as unknown,
          },
        },
      ]);
    });
  });

  it('waits for the visibility timeout of its queue if it can not be hidden, and reports its own failure', async () => {
    noCapacity();
    sqs.on(ChangeMessageVisibilityCommand).rejects(new Error('SQS is away'));
    const warned = jest.spyOn(Logger.prototype, 'warn');
    await expect(handle()).rejects.toThrow('Capacity is unavailable');
    expect(warned).toHaveBeenCalledWith('the message could not be hidden for longer', {
      error: new Error('SQS is away'),
    });
  });

  it('waits in the queue of stopped tasks', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('SQS is away'));
    await expect(handle(aTaskEvent(aTask(), { delivery: 2 }))).rejects.toThrow('SQS is away');
    expect(hidden()).toEqual([{ queue: urlOf(STOPPED_TASKS), seconds: 60 }]);
  });

  it('waits in its queue if it could not be parked either', async () => {
    parkingFails();
    const logged = jest.spyOn(Logger.prototype, 'error');
    await expect(handle(aRecord({ body: 'hello', delivery: 2 }))).rejects.toThrow('SQS is away');
    expect(hidden()).toEqual([{ queue: urlOf(FAILURE_QUEUE), seconds: 60 }]);
    expect(logged).toHaveBeenCalledWith(
      'the message stays in its queue',
      expect.objectContaining({ error: new Error('SQS is away') }),
    );
    expect(measured).toEqual([]);
  });
});

describe('a message in its last delivery', () => {
  const last = { delivery: 20 };

  it('starts a container like any other', async () => {
    await handle(aRecord(last));
    expect(launched()).toHaveLength(1);
    expect(sent()).toEqual([]);
  });

  it('is parked with the last error, as an event that can be moved back', async () => {
    noCapacity();
    await handle(aRecord(last));
    expect(sent()).toEqual([
      {
        queue: PARKED,
        body: '{ "id": 1.0 }',
        attributes: {
          ...DEAD_LETTER_ATTRIBUTES,
          Attempts: '1',
          Reason: `Gave up after 20 deliveries. Last error: ECS started no container for request ${REQUEST_ID}: Capacity is unavailable.`,
          Function: FUNCTION,
          Queue: FAILURE_QUEUE,
        },
        delaySeconds: undefined,
      },
    ]);
    expect(measured).toEqual([`RescuesParked ${FUNCTION}`]);
    expect(hidden()).toEqual([]);
  });

  it('is not parked if its task runs although the response of ECS was lost', async () => {
    ecs.on(RunTaskCommand).callsFake(() => {
      ecs.on(ListTasksCommand).resolves({ taskArns: ['task/a'] });
      throw new Error('socket hang up');
    });
    await handle(aRecord(last));
    expect([...sent(), ...hidden(), ...measured]).toEqual([]);
  });

  it('is not parked while ECS does not say whether its task runs', async () => {
    ecs.on(RunTaskCommand).rejects(new Error('socket hang up'));
    ecs
      .on(ListTasksCommand)
      .resolvesOnce({ taskArns: [] })
      .resolvesOnce({ taskArns: [] })
      .resolvesOnce({ taskArns: [] })
      .resolvesOnce({ taskArns: [] })
      .rejects(new Error('Rate exceeded'));
    await expect(handle(aRecord(last))).rejects.toThrow('Rate exceeded');
    expect(sent()).toEqual([]);
    expect(hidden()).toEqual([{ queue: urlOf(FAILURE_QUEUE), seconds: 900 }]);
  });

  it('waits if it can not be parked, and is parked in the next delivery', async () => {
    noCapacity();
    parkingFails();
    await expect(handle(aRecord(last))).rejects.toThrow('SQS is away');
    expect(hidden()).toEqual([{ queue: urlOf(FAILURE_QUEUE), seconds: 900 }]);

    sqs.on(SendMessageCommand, { QueueUrl: urlOf(PARKED) }).resolves({});
    await handle(aRecord({ delivery: 21 }));
    expect(sent().at(-1)).toMatchObject({
      queue: PARKED,
      attributes: { Reason: expect.stringContaining('Gave up after 21 deliveries.') as unknown },
    });
  });

  it('is parked unchanged if it reports a stopped task', async () => {
    sqs.on(SendMessageCommand, { QueueUrl: urlOf(FAILURE_QUEUE) }).rejects(new Error('No queue'));
    const record = aTaskEvent(aTask(), last);
    await handle(record);
    expect(sent().at(-1)).toEqual({
      queue: PARKED,
      body: record.body,
      attributes: {
        Reason: 'Gave up after 20 deliveries. Last error: No queue',
        Queue: STOPPED_TASKS,
      },
      delaySeconds: undefined,
    });
  });
});
