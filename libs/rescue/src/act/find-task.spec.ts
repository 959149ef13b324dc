import {
  DescribeTasksCommand,
  InvalidParameterException,
  ListTasksCommand,
  type ListTasksCommandInput,
} from '@aws-sdk/client-ecs';
import { isDeepStrictEqual } from 'node:util';
import { EventConflictError, UnknownTaskError } from '../errors';
import { type FailedInvocation } from '../read/failed-invocation';
import { findTask } from './find-task';
import { deps, describes, ecs, resetAws, stores } from '../testing/aws';
import {
  aFailedInvocation,
  anEnvironment,
  aTask,
  definitionArn,
  FUNCTION,
  REQUEST_ID,
  STORED_EVENT,
} from '../testing/fixtures';

const { cluster } = anEnvironment();
const find = (attempt: number, change: Partial<FailedInvocation> = {}) =>
  findTask(aFailedInvocation({ attempt, ...change }), deps());
const asked = () => ecs.commandCalls(ListTasksCommand).map(({ args }) => args[0].input);
const running = (attempt: number) => ({
  cluster,
  startedBy: `${FUNCTION}/${REQUEST_ID}/${attempt}`,
});
/** As an earlier version of the kit wrote it. */
const earlier = (attempt: number) => ({ cluster, startedBy: `${REQUEST_ID}/${attempt}` });
const stopped = <Filter extends object>(filter: Filter) => ({
  ...filter,
  desiredStatus: 'STOPPED' as const,
});

/** ECS knows one task, and lists it for exactly this filter. */
const known = (filter: { startedBy: string }, change: Partial<FailedInvocation> = {}) => {
  ecs.on(ListTasksCommand).callsFake((input: ListTasksCommandInput) => {
    const given: unknown = JSON.parse(JSON.stringify(input)); // without what is undefined
    return { taskArns: isDeepStrictEqual(given, filter) ? ['task/a'] : [] };
  });
  describes(aTask({ startedBy: filter.startedBy }, aFailedInvocation(change)));
};

describe('findTask', () => {
  beforeEach(resetAws);

  it('lists running tasks by startedBy as the only filter', async () => {
    known(running(2));
    await expect(find(2)).resolves.toBe('task/a');
    expect(asked()).toEqual([running(2)]);
  });

  it('finds a stopped task', async () => {
    known(stopped(running(1)));
    await expect(find(1)).resolves.toBe('task/a');
  });

  it('finds the running task of the previous attempt', async () => {
    known(running(1));
    await expect(find(2)).resolves.toBe('task/a');
  });

  it('ignores a stopped task of the previous attempt', async () => {
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
  ])('finds a task that an earlier version of the kit started and that %s', async (_, filter) => {
    known(filter);
    await expect(find(1)).resolves.toBe('task/a');
  });

  it('ignores a task that an earlier version of the kit started for another function', async () => {
    known(earlier(1));
    describes({ ...aTask({ startedBy: `${REQUEST_ID}/1` }), group: 'immortal-dev-other' });
    await expect(find(1)).resolves.toBeUndefined();
  });

  it.each([
    ['finds', 'immortal-dev-runner', 'task/a'],
    ['ignores', 'immortal-dev-mails', undefined],
  ])('%s a task of this attempt whose task definition is %s', async (_, family, found) => {
    known(running(1));
    describes(aTask({ taskDefinitionArn: definitionArn(family) }));
    await expect(find(1)).resolves.toBe(found);
  });

  it('does not take a task of another task definition for one that was given another event', async () => {
    known(running(1));
    const forged = aFailedInvocation({ event: { text: '{ "forged": true }' } });
    describes(aTask({ taskDefinitionArn: definitionArn('immortal-dev-mails') }, forged));
    await expect(find(1)).resolves.toBeUndefined();
  });

  it('refuses a task of this attempt that was given another event', async () => {
    known(running(1), { event: { text: '{ "forged": true }' } });
    await expect(find(1)).rejects.toThrow(EventConflictError);
  });

  it('ignores a task of the previous attempt that was given another event', async () => {
    known(running(1), { event: { text: '{ "forged": true }' } });
    await expect(find(2)).resolves.toBeUndefined();
  });

  describe('finding a task whose event is in S3 on one side', () => {
    const sides: [string, Partial<FailedInvocation>, Partial<FailedInvocation>][] = [
      ['of the task', { event: STORED_EVENT }, {}],
      ['of the message', {}, { event: STORED_EVENT }],
    ];

    it.each(sides)('accepts the same event: %s', async (_, ofTask, ofMessage) => {
      known(running(1), ofTask);
      stores(STORED_EVENT.s3, '{ "id": 1.0 }');
      await expect(find(1, ofMessage)).resolves.toBe('task/a');
    });

    it.each(sides)('refuses another event: %s', async (_, ofTask, ofMessage) => {
      known(running(1), ofTask);
      stores(STORED_EVENT.s3, '{ "id": 2.0 }');
      await expect(find(1, ofMessage)).rejects.toThrow(EventConflictError);
    });
  });

  it('compares addresses when both events are in S3', async () => {
    const at = (key: string) => ({ event: { s3: { bucket: 'mine', key } } });
    known(running(1), at('a'));
    await expect(find(1, at('a'))).resolves.toBe('task/a');
    await expect(find(1, at('b'))).rejects.toThrow(EventConflictError);
  });

  it('accepts a task whose event ECS does not show by its name', async () => {
    known(running(1));
    describes({ startedBy: running(1).startedBy, taskDefinitionArn: definitionArn(FUNCTION) });
    await expect(find(1)).resolves.toBe('task/a');
  });

  it('fails if ECS does not describe a task that it lists', async () => {
    known(running(1));
    ecs.on(DescribeTasksCommand).resolves({ tasks: [], failures: [{ reason: 'MISSING' }] });
    await expect(find(1)).rejects.toThrow(UnknownTaskError);
  });

  it('does without stopped tasks if ECS refuses to list them by startedBy', async () => {
    const refusal = new InvalidParameterException({ message: 'only filter', $metadata: {} });
    known(running(1));
    ecs.on(ListTasksCommand, { desiredStatus: 'STOPPED' }).rejects(refusal);
    await expect(find(2)).resolves.toBe('task/a');
  });

  it.each([
    ['running', {}, new InvalidParameterException({ message: 'no', $metadata: {} })],
    ['stopped', { desiredStatus: 'STOPPED' as const }, new Error('no')],
  ])('fails if ECS fails to list %s tasks', async (_, filter, error) => {
    ecs.on(ListTasksCommand, { cluster, ...filter }).rejects(error);
    await expect(find(1)).rejects.toThrow('no');
  });
});
