import {
  InvalidParameterException,
  ListTasksCommand,
  type ListTasksCommandInput,
} from '@aws-sdk/client-ecs';
import { isDeepStrictEqual } from 'node:util';
import { findTask } from './find-task';
import { deps, ecs, resetAws } from './testing/aws';
import { anEnvironment, REQUEST_ID } from './testing/fixtures';

const { cluster } = anEnvironment();
const find = (attempt: number) => findTask({ requestId: REQUEST_ID, attempt }, deps());
const asked = () => ecs.commandCalls(ListTasksCommand).map(({ args }) => args[0].input);
const running = (attempt: number) => ({ cluster, startedBy: `${REQUEST_ID}/${attempt}` });
const stopped = (attempt: number) => ({ ...running(attempt), desiredStatus: 'STOPPED' as const });

/** ECS knows one task, and lists it when exactly this is asked for. */
const known = (filter: object) =>
  ecs.on(ListTasksCommand).callsFake((input: ListTasksCommandInput) => {
    const given: unknown = JSON.parse(JSON.stringify(input)); // without what is undefined
    return { taskArns: isDeepStrictEqual(given, filter) ? ['task/a'] : [] };
  });

describe('findTask', () => {
  beforeEach(resetAws);

  it('finds a task that runs by startedBy as the only filter', async () => {
    known(running(2));
    await expect(find(2)).resolves.toBe('task/a');
    expect(asked()).toEqual([running(2)]);
  });

  it('finds a task that has stopped', async () => {
    known(stopped(1));
    await expect(find(1)).resolves.toBe('task/a');
  });

  it('finds the running task of the attempt before', async () => {
    known(running(1));
    await expect(find(2)).resolves.toBe('task/a');
  });

  it('does not take the stopped task of the attempt before for one of this attempt', async () => {
    known(stopped(1));
    await expect(find(2)).resolves.toBeUndefined();
    expect(asked()).toEqual([running(2), stopped(2), running(1)]);
  });

  it('finds a task on a later page', async () => {
    ecs.on(ListTasksCommand, running(1)).resolves({ taskArns: [], nextToken: '2' });
    ecs.on(ListTasksCommand, { nextToken: '2' }).resolves({ taskArns: ['task/a'] });
    await expect(find(1)).resolves.toBe('task/a');
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
