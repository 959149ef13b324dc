import { ClientTokens, MAX_TOKENS } from './client-tokens';
import type { RunTaskResult } from './run-task-result';
import { Task, type TaskSurroundings } from './task';
import type { TaskDefinition } from './task-definitions';

const CLUSTER = 'arn:aws:ecs:eu-west-1:000000000000:cluster/spec';
const DEFINITION = {} as TaskDefinition;
const SURROUNDINGS = {} as TaskSurroundings;
const taskOf = (arn: string): RunTaskResult => ({
  tasks: [new Task(arn, CLUSTER, DEFINITION, {}, SURROUNDINGS)],
  failures: [],
});

it('launches once for a token, and then returns the same tasks', () => {
  const tokens = new ClientTokens(true);
  const input = { clientToken: 'a', startedBy: 'b' };
  const first = tokens.once(CLUSTER, input, () => taskOf('first'));
  const again = tokens.once(CLUSTER, { ...input }, () => taskOf('second'));
  expect(again).toBe(first);
});

it('refuses other parameters, and names the tasks that the token started', () => {
  const tokens = new ClientTokens(true);
  tokens.once(CLUSTER, { clientToken: 'a', startedBy: 'b' }, () => taskOf('first'));
  const launch = jest.fn<RunTaskResult, []>();
  let error: unknown;
  try {
    tokens.once(CLUSTER, { clientToken: 'a', startedBy: 'c' }, launch);
  } catch (caught) {
    error = caught;
  }
  expect(error).toMatchObject({
    code: 'ConflictException',
    status: 400,
    members: { resourceIds: ['first'] },
  });
  expect(launch).not.toHaveBeenCalled();
});

it.each([
  ['without a token', CLUSTER, {}],
  ['with another token', CLUSTER, { clientToken: 'b' }],
  ['on another cluster', `${CLUSTER}2`, { clientToken: 'a' }],
])('launches %s', (_title, cluster, input) => {
  const tokens = new ClientTokens(true);
  tokens.once(CLUSTER, { clientToken: 'a' }, () => taskOf('first'));
  tokens.once(CLUSTER, {}, () => taskOf('second'));
  const { tasks } = tokens.once(cluster, input, () => taskOf('third'));
  expect(tasks[0]?.arn).toBe('third');
});

it('does not remember a token whose launch was refused', () => {
  const tokens = new ClientTokens(true);
  const refuse = () => {
    throw new Error('refused');
  };
  expect(() => tokens.once(CLUSTER, { clientToken: 'a' }, refuse)).toThrow('refused');
  expect(tokens.once(CLUSTER, { clientToken: 'a' }, () => taskOf('next')).tasks).toHaveLength(1);
});

it('forgets the oldest token if there are too many', () => {
  const tokens = new ClientTokens(true);
  for (let count = 0; count <= MAX_TOKENS; count += 1) {
    tokens.once(CLUSTER, { clientToken: `t-${count}` }, () => taskOf('first'));
  }
  const again = (token: string) =>
    tokens.once(CLUSTER, { clientToken: token }, () => taskOf('second')).tasks[0]?.arn;
  expect([again('t-1'), again('t-0')]).toEqual(['first', 'second']);
});

describe('failures', () => {
  const failures = [{ arn: CLUSTER, reason: 'no capacity' }];
  const fail = (): RunTaskResult => ({ tasks: [], failures });
  const input = { clientToken: 'a' };

  it('are returned again for the same token, as AWS describes it', () => {
    const tokens = new ClientTokens(true);
    tokens.once(CLUSTER, input, fail);
    expect(tokens.once(CLUSTER, input, () => taskOf('late'))).toStrictEqual(fail());
  });

  it('are forgotten if so configured, and then other parameters are no conflict', () => {
    const tokens = new ClientTokens(false);
    tokens.once(CLUSTER, input, fail);
    const other = { ...input, startedBy: 'b' };
    expect(tokens.once(CLUSTER, other, () => taskOf('late')).tasks[0]?.arn).toBe('late');
    expect(tokens.once(CLUSTER, other, fail).tasks[0]?.arn).toBe('late');
  });
});
