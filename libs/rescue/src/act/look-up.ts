// Looks up what AWS knows beyond a message.
import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import { type LookedUp, type LookUp } from '../decide/action';
import { type Deps } from '../deps';
import { type FailedInvocation } from '../read/failed-invocation';
import { invocationOf, type StoppedTask } from '../read/stopped-task';
import { endLineOf } from './end-line';
import { findTask } from './find-task';

/** @throws whatever the SDK throws; then nothing is known */
export async function lookUp(question: LookUp, deps: Deps): Promise<LookedUp> {
  switch (question.fact) {
    case 'invocation':
      return { invocation: await findInvocation(question.task, deps) };
    case 'end line':
      return { endLine: await endLineOf(question.task, question.invocation, deps) };
    case 'task':
      deps.logger.error('the last delivery failed', { error: question.error });
      return { taskArn: (await findTask(question.invocation, deps)) ?? null };
  }
}

/** What a stopped task was to run, for which its event has no variables: ECS knows a stopped task for about an hour. */
async function findInvocation(task: StoppedTask, deps: Deps): Promise<FailedInvocation | null> {
  const { ecs, environment, logger } = deps;
  const input = { cluster: environment.cluster, tasks: [task.taskArn] };
  const { tasks } = await ecs.send(new DescribeTasksCommand(input));
  const invocation = invocationOf(task, tasks?.[0]?.overrides);
  if (invocation === undefined) return null;
  logger.appendPersistentKeys({ requestId: invocation.requestId });
  return invocation;
}
