import {
  DescribeTasksCommand,
  InvalidParameterException,
  ListTasksCommand,
  type ListTasksCommandInput,
} from '@aws-sdk/client-ecs';
import { isDeepStrictEqual } from 'node:util';
import { EventConflictError, UnknownTaskError } from './errors';
import { type FailedInvocation } from './failed-invocation';
import { findTask } from './find-task';
import { deps, describes, ecs, resetAws, stores } from './testing/aws';
import { aFailedInvocation, anEnvironment, aTask, FUNCTION, REQUEST_ID } from './testing/fixtures';

const { cluster } = anEnvironment();
const find = (attempt: number, change: Partial<FailedInvocation> = {}) =>
  findTask(aFailedInvocation({ attempt, ...change }), deps());
const asked = () => ecs.commandCalls(ListTasksCommand).map(({ args }) => args[0].input);
const running = (attempt: number) => ({
  cluster,
  startedBy: `${FUNCTION}/${REQUEST_ID}/${attempt}`,
});
/** As a version before has written it. */
const earlier = (attempt: number) => ({ cluster, startedBy: `${REQUEST_ID}/${attempt}` });
const stopped = <Filter extends object>(filter: Filter) => ({
  ...filter,
  desiredStatus: 'STOPPED' as const,
});

/** ECS knows one task, and lists it when exactly this is asked for. */
const known = (filter: { startedBy: string }, change: Partial<FailedInvocation> = {}) => {
  ecs.on(ListTasksCommand).callsFake((input: ListTasksCommandInput) => {
    const given: unknown = JSON.parse(JSON.stringify(input)); // without what is undefined
    return { taskArns: isDeepStrictEqual(given, filter) ? ['task/a'] : [] };
  });
  describes(aTask({ startedBy: filter.startedBy }, aFailedInvocation(change)));
};

describe('findTask', () => {
  beforeEach(resetAws);

  it('finds a task that runs by startedBy as the only filter', async () => {
    known(running(2));
    await expect(find(2)).resolves.toBe('task/a');
    expect(asked()).toEqual([running(2)]);
  });

  it('finds a task that has stopped', async () => {
    known(stopped(running(1)));
    await expect(find(1)).resolves.toBe('task/a');
  });

  it('finds the running task of the attempt before', async () => {
    known(running(1));
    await expect(find(2)).resolves.toBe('task/a');
  });

  it('does not take the stopped task of the attempt before for one of this attempt', async () => {
    known(stopped(running(1)));
    await expect(find(2)).resolves.toBeUndefined();
    expect(asked()).toEqual([
      running(2),
      earlier(2),
      stopped(running(2)),
      stopped(earlier(2)),
      running(1),
      earlier(1),
    ]);
  });

  it('finds a task on a later page', async () => {
    ecs.on(ListTasksCommand, running(1)).resolves({ taskArns: [], nextToken: '2' });
    ecs.on(ListTasksCommand, { nextToken: '2' }).resolves({ taskArns: ['task/a'] });
    await expect(find(1)).resolves.toBe('task/a');
  });

  it.each([
    ['runs', earlier(1)],
    ['has stopped', stopped(earlier(1))],
  ])('finds a task that a version before has started and that %s', async (_, filter) => {
    known(filter);
    await expect(find(1)).resolves.toBe('task/a');
  });

  it('does not take a task that a version before has started for another function', async () => {
    known(earlier(1));
    describes({ ...aTask({ startedBy: `${REQUEST_ID}/1` }), group: 'immortal-dev-other' });
    await expect(find(1)).resolves.toBeUndefined();
  });

  it('does not take a task that was given another event', async () => {
    known(running(1), { event: { text: '{ "forged": true }' } });
    await expect(find(1)).rejects.toThrow(EventConflictError);
  });

  it('passes over a task of the attempt before that was given another event', async () => {
    known(running(1), { event: { text: '{ "forged": true }' } });
    await expect(find(2)).resolves.toBeUndefined();
  });

  describe('with the event in S3 on one side', () => {
    const IN_S3 = {
      s3: { bucket: 'immortal-dev-hand-over', key: `${FUNCTION}/${REQUEST_ID}.json` },
    };
    const sides: [string, Partial<FailedInvocation>, Partial<FailedInvocation>][] = [
      ['of the task', { event: IN_S3 }, {}],
      ['of the message', {}, { event: IN_S3 }],
    ];

    it.each(sides)('finds the task when it is the same: %s', async (_, ofTask, ofMessage) => {
      known(running(1), ofTask);
      stores(IN_S3.s3, '{ "id": 1.0 }');
      await expect(find(1, ofMessage)).resolves.toBe('task/a');
    });

    it.each(sides)('does not take another one for it: %s', async (_, ofTask, ofMessage) => {
      known(running(1), ofTask);
      stores(IN_S3.s3, '{ "id": 2.0 }');
      await expect(find(1, ofMessage)).rejects.toThrow(EventConflictError);
    });
  });

  it('compares addresses when both events are in S3', async () => {
    const at = (key: string) => ({ event: { s3: { bucket: 'mine', key } } });
    known(running(1), at('a'));
    await expect(find(1, at('a'))).resolves.toBe('task/a');
    await expect(find(1, at('b'))).rejects.toThrow(EventConflictError);
  });

  it('takes a task that does not say its event by its name', async () => {
    known(running(1));
    describes({ startedBy: running(1).startedBy });
    await expect(find(1)).resolves.toBe('task/a');
  });

  it('does not take a task that ECS lists and does not describe for none', async () => {
    known(running(1));
    ecs.on(DescribeTasksCommand).resolves({ tasks: [], failures: [{ reason: 'MISSING' }] });
    await expect(find(1)).rejects.toThrow(UnknownTaskError);
  });

  it('goes on without the stopped tasks when ECS does not list them by startedBy', async () => {
    const refusal = new InvalidParameterException({ message: 'only filter', $metadata: {} });
    known(running(1));
    ecs.on(ListTasksCommand, { desiredStatus: 'STOPPED' }).rejects(refusal);
    await expect(find(2)).resolves.toBe('task/a');
  });

  it.each([
    ['running', {}, new InvalidParameterException({ message: 'no', $metadata: {} })],
    ['stopped', { desiredStatus: 'STOPPED' as const }, new Error('no')],
  ])('does not take a failure to list %s tasks for none', async (_, filter, error) => {
    ecs.on(ListTasksCommand, { cluster, ...filter }).rejects(error);
    await expect(find(1)).rejects.toThrow('no');
  });
});
