import {
  ConflictException,
  ECSServiceException,
  ListTasksCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { clientToken, NetworkError } from '@immortal/shared';
import { EventConflictError, NoTaskStartedError, UnknownNetworkError } from '../errors';
import { type FailedInvocation } from '../read/failed-invocation';
import { launchTask } from './launch-task';
import { runTaskInput } from './run-task-input';
import { deps, describes, ecs, resetAws, s3 } from '../testing/aws';
import { aFailedInvocation, aPolicy, aTask, definitionArn, PLACE } from '../testing/fixtures';

const failed = aFailedInvocation();

const launch = (delivery: number, invocation: FailedInvocation = failed, policy = aPolicy()) =>
  launchTask(invocation, policy, delivery, deps());
const task = (taskArn: string) => ({ tasks: [{ taskArn }] });
const failure = (reason: string, detail?: string) => ({ failures: [{ reason, detail }] });
const token = (generation: number) => clientToken(failed, generation);
const tokensUsed = () =>
  ecs.commandCalls(RunTaskCommand).map(({ args }) => args[0].input.clientToken);

describe('launchTask', () => {
  beforeEach(resetAws);

  it('starts a task in the first delivery without looking for one', async () => {
    ecs.on(RunTaskCommand).resolves(task('task/a'));
    await expect(launch(1)).resolves.toBe('task/a');
    expect(tokensUsed()).toEqual([token(0)]);
    expect(ecs.commandCalls(ListTasksCommand)).toHaveLength(0);
  });

  it('tries once in the first delivery, and says why there is no task', async () => {
    ecs.on(RunTaskCommand).resolves(failure('RESOURCE:ENI', 'no free address'));
    const attempt = launch(1);
    await expect(attempt).rejects.toThrow(NoTaskStartedError);
    await expect(attempt).rejects.toThrow(
      `ECS started no container for request ${failed.requestId}: RESOURCE:ENI (no free address).`,
    );
    expect(tokensUsed()).toEqual([token(0)]);
  });

  it('finds the task of an earlier delivery, and neither starts one nor stores the event again', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: ['task/a'] });
    await expect(launch(2, failed, aPolicy({ handOver: 'always' }))).resolves.toBe('task/a');
    expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(0);
    expect(s3.calls()).toHaveLength(0);
  });

  it.each([
    ['of another attempt', { attempt: 2 }],
    ['of an event that was moved back before it had a container', {}],
  ])('looks for a task in the first delivery %s', async (_, change) => {
    const invocation = aFailedInvocation({ ...change, isFresh: false });
    ecs.on(ListTasksCommand).resolves({ taskArns: ['task/a'] });
    describes(aTask({}, invocation));
    await expect(launch(1, invocation)).resolves.toBe('task/a');
    expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(0);
  });

  it('starts nothing while it can not look for a task', async () => {
    ecs.on(ListTasksCommand).rejects(new Error('Rate exceeded'));
    await expect(launch(2)).rejects.toThrow('Rate exceeded');
    expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(0);
  });

  it('walks through the generations of earlier deliveries to its own', async () => {
    ecs.on(RunTaskCommand).resolves(failure('RESOURCE:ENI'));
    ecs.on(RunTaskCommand, { clientToken: token(2) }).resolves(task('task/c'));
    await expect(launch(3)).resolves.toBe('task/c');
    expect(tokensUsed()).toEqual([token(0), token(1), token(2)]);
  });

  it('stops at the first generation that has a task', async () => {
    ecs.on(RunTaskCommand).resolves(task('task/a'));
    await expect(launch(5)).resolves.toBe('task/a');
    expect(tokensUsed()).toEqual([token(0)]);
  });

  it('sends the same request in every generation and every delivery', async () => {
    ecs.on(RunTaskCommand).resolves(failure('RESOURCE:ENI'));
    await Promise.allSettled([launch(1), launch(3)]);
    const inputs = ecs.commandCalls(RunTaskCommand).map(({ args: [{ input }] }) => {
      return JSON.stringify({ ...input, clientToken: undefined });
    });
    expect(inputs).toHaveLength(4);
    expect(new Set(inputs).size).toBe(1);
  });

  it('reports each reason once', async () => {
    ecs
      .on(RunTaskCommand)
      .resolvesOnce(failure('RESOURCE:ENI'))
      .resolvesOnce(failure('RESOURCE:ENI'))
      .resolves({});
    await expect(launch(3)).rejects.toThrow(
      `request ${failed.requestId}: RESOURCE:ENI; neither a task nor a failure.`,
    );
  });

  it('does not go on to another generation when ECS throttles the call', async () => {
    const throttled = { name: 'ThrottlingException', message: 'Rate exceeded' };
    ecs
      .on(RunTaskCommand)
      .rejects(new ECSServiceException({ ...throttled, $fault: 'client', $metadata: {} }));
    await expect(launch(3)).rejects.toThrow('Rate exceeded');
    expect(tokensUsed()).toEqual([token(0)]);
  });

  it('finds the task that was started before the service was redeployed', async () => {
    const conflict = { message: 'in use', resourceIds: ['task/a'], $metadata: {} };
    ecs.on(RunTaskCommand).rejects(new ConflictException(conflict));
    await expect(launch(2)).resolves.toBe('task/a');
    expect(tokensUsed()).toEqual([token(0)]);
  });

  it.each([
    ['of another function', { startedBy: `immortal-dev-other/${failed.requestId}/1` }],
    ['of another attempt', { startedBy: `${failed.functionName}/${failed.requestId}/2` }],
    [
      'of the task definition of another function',
      { taskDefinitionArn: definitionArn('immortal-dev-other') },
    ],
    [
      'that an earlier version of the kit started for another function',
      { startedBy: `${failed.requestId}/1`, group: 'immortal-dev-other' },
    ],
  ])('ignores a task %s that ECS names for the token', async (_, change) => {
    const conflict = { message: 'in use', resourceIds: ['task/a'], $metadata: {} };
    describes(aTask(change));
    ecs.on(RunTaskCommand).rejectsOnce(new ConflictException(conflict)).resolves(task('task/b'));
    await expect(launch(2)).resolves.toBe('task/b');
  });

  it('starts nothing beside a task that was given another event', async () => {
    const conflict = { message: 'in use', resourceIds: ['task/a'], $metadata: {} };
    describes(aTask({}, aFailedInvocation({ event: { text: '{ "forged": true }' } })));
    ecs.on(RunTaskCommand).rejects(new ConflictException(conflict));
    await expect(launch(2)).rejects.toThrow(EventConflictError);
    expect(tokensUsed()).toEqual([token(0)]);
  });

  it('goes on to the next token if one is in use without a task', async () => {
    const conflict = { message: 'in use', resourceIds: [], $metadata: {} };
    ecs.on(RunTaskCommand).rejectsOnce(new ConflictException(conflict)).resolves(task('task/b'));
    await expect(launch(2)).resolves.toBe('task/b');
    expect(tokensUsed()).toEqual([token(0), token(1)]);
  });

  /** An event with which the overrides have this length. */
  const eventFor = (overridesLength: number) => {
    const without = { ...failed, event: { text: '""' } };
    const { overrides } = runTaskInput(without, aPolicy(), PLACE);
    // A quotation mark inside of a JSON string takes two characters, so the event's own ones count already.
    return `"${'x'.repeat(overridesLength - JSON.stringify(overrides).length)}"`;
  };
  const overridesAsked = () => ecs.commandCalls(RunTaskCommand)[0]?.args[0].input.overrides;

  it('passes an event in a variable if the overrides have exactly 8192 characters', async () => {
    const text = eventFor(8192);
    await launch(1, { ...failed, event: { text } });
    expect(JSON.stringify(overridesAsked())).toHaveLength(8192);
    expect(overridesAsked()?.containerOverrides?.[0]?.environment).toContainEqual({
      name: 'AWS_LAMBDA_FUNCTION_EVENT',
      value: text,
    });
    expect(s3.calls()).toHaveLength(0);
  });

  it('passes an event by S3 if the overrides would have one character more', async () => {
    const text = eventFor(8193);
    await launch(1, { ...failed, event: { text } });
    const place = {
      Bucket: 'immortal-dev-hand-over',
      Key: `immortal-dev-orders/${failed.requestId}.json`,
    };
    expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toEqual([
      { ...place, Body: text, ContentType: 'application/json', IfNoneMatch: '*' },
    ]);
    const variables = overridesAsked()?.containerOverrides?.[0]?.environment;
    expect(variables).toContainEqual({
      name: 'AWS_LAMBDA_FUNCTION_EVENT_S3',
      value: `s3://${place.Bucket}/${place.Key}`,
    });
    expect(variables?.map(({ name }) => name)).not.toContain('AWS_LAMBDA_FUNCTION_EVENT');
  });

  it.each([
    ['is missing', new Map<string, string>(), UnknownNetworkError],
    ['is malformed', new Map([['NETWORK_1A2B3C4D', '{}']]), NetworkError],
  ])(
    'stores and starts nothing if the network of the function %s',
    async (_, networks, expected) => {
      const launched = launchTask(failed, aPolicy({ handOver: 'always' }), 1, deps({ networks }));
      await expect(launched).rejects.toThrow(expected);
      await expect(launched).rejects.toThrow(/^NETWORK_1A2B3C4D/);
      expect(s3.calls()).toHaveLength(0);
      expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(0);
    },
  );

  it('finds the task of an earlier delivery even if the network of the function is missing', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: ['task/a'] });
    const found = launchTask(failed, aPolicy(), 2, deps({ networks: new Map() }));
    await expect(found).resolves.toBe('task/a');
  });

  it('starts nothing if S3 refuses the event', async () => {
    s3.on(PutObjectCommand).rejects(new Error('Slow down'));
    await expect(launch(1, failed, aPolicy({ handOver: 'always' }))).rejects.toThrow('Slow down');
    expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(0);
  });
});
