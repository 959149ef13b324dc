import {
  ConflictException,
  ECSClient,
  ECSServiceException,
  ListTasksCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { clientToken } from './client-token';
import { NoTaskStartedError } from './errors';
import { launchTask } from './launch-task';
import { anEnvironment, aFailedInvocation, aPolicy } from './testing/fixtures';

const ecs = mockClient(ECSClient);
const deps = { ecs: new ECSClient({ region: 'eu-west-1' }), environment: anEnvironment() };
const failed = aFailedInvocation();

const launch = (delivery: number) => launchTask(failed, aPolicy(), delivery, deps);
const task = (taskArn: string) => ({ tasks: [{ taskArn }] });
const failure = (reason: string, detail?: string) => ({ failures: [{ reason, detail }] });
const token = (generation: number) => clientToken(failed.requestId, failed.attempt, generation);
const tokensUsed = () =>
  ecs.commandCalls(RunTaskCommand).map(({ args }) => args[0].input.clientToken);

describe('launchTask', () => {
  beforeEach(() => {
    ecs.reset();
    ecs.on(ListTasksCommand).resolves({ taskArns: [] });
  });

  it('starts a task on the first delivery, without looking for one', async () => {
    ecs.on(RunTaskCommand).resolves(task('task/a'));
    await expect(launch(1)).resolves.toBe('task/a');
    expect(tokensUsed()).toEqual([token(0)]);
    expect(ecs.commandCalls(ListTasksCommand)).toHaveLength(0);
  });

  it('tries once on the first delivery and reports why there is no task', async () => {
    ecs.on(RunTaskCommand).resolves(failure('RESOURCE:ENI', 'no free address'));
    const attempt = launch(1);
    await expect(attempt).rejects.toThrow(NoTaskStartedError);
    await expect(attempt).rejects.toThrow(
      `ECS started no container for request ${failed.requestId}: RESOURCE:ENI (no free address).`,
    );
    expect(tokensUsed()).toEqual([token(0)]);
  });

  it.each(['RUNNING', 'STOPPED'] as const)(
    'finds the %s task of an earlier delivery and starts none',
    async (desiredStatus) => {
      const { cluster } = deps.environment;
      const startedBy = `${failed.requestId}/1`;
      ecs
        .on(ListTasksCommand, { cluster, startedBy, desiredStatus })
        .resolves({ taskArns: ['task/a'] });
      await expect(launch(2)).resolves.toBe('task/a');
      expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(0);
    },
  );

  it('finds a task on a later page', async () => {
    ecs.on(ListTasksCommand).resolves({ taskArns: [], nextToken: '2' });
    ecs.on(ListTasksCommand, { nextToken: '2' }).resolves({ taskArns: ['task/a'] });
    await expect(launch(2)).resolves.toBe('task/a');
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

  it('asks for the same in every generation and every delivery', async () => {
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

  it('spends no generation on a call that ECS refuses', async () => {
    const throttled = { name: 'ThrottlingException', message: 'Rate exceeded' };
    ecs
      .on(RunTaskCommand)
      .rejects(new ECSServiceException({ ...throttled, $fault: 'client', $metadata: {} }));
    await expect(launch(3)).rejects.toThrow('Rate exceeded');
    expect(tokensUsed()).toEqual([token(0)]);
  });

  it('finds the task that was started before the service was deployed anew', async () => {
    const conflict = { message: 'in use', resourceIds: ['task/a'], $metadata: {} };
    ecs.on(RunTaskCommand).rejects(new ConflictException(conflict));
    await expect(launch(2)).resolves.toBe('task/a');
    expect(tokensUsed()).toEqual([token(0)]);
  });

  it('goes on from a token that is in use without a task', async () => {
    const conflict = { message: 'in use', resourceIds: [], $metadata: {} };
    ecs.on(RunTaskCommand).rejectsOnce(new ConflictException(conflict)).resolves(task('task/b'));
    await expect(launch(2)).resolves.toBe('task/b');
    expect(tokensUsed()).toEqual([token(0), token(1)]);
  });
});
