// Which filters ListTasks accepts beside startedBy, and how long it knows a stopped task.
import {
  type ECSClient,
  InvalidParameterException,
  ListTasksCommand,
  type ListTasksCommandInput,
} from '@aws-sdk/client-ecs';
import { judged, type Observation, type Probe } from '../probe';

/** Each filter with what it gave: whether the task was listed, or ECS's refusal. */
export interface Listed {
  readonly running: boolean | string;
  readonly stopped: boolean | string;
  readonly family: boolean | string;
  /** Seconds since the listed task stopped. */
  readonly stoppedFor: number;
}

export const listTasks: Probe = {
  name: 'list-tasks',
  asks: 'Does ListTasks accept startedBy together with desiredStatus, or with family?',
  assumed: 'with desiredStatus yes; with family not needed; a stopped task is known for an hour',
  look: async ({ clients: { ecs }, stage: { cluster }, rescue, sleeper }) => {
    const { arn, startedBy } = await sleeper();
    const { taskArn = '', taskDefinitionArn = '', stoppedAt } = rescue.task;
    const family = taskDefinitionArn.replace(/^.*\//, '').replace(/:\d+$/, '');
    const ask = (filter: ListTasksCommandInput, wanted: string) =>
      isListed({ cluster, ...filter }, wanted, ecs);
    return judgeList({
      running: await ask({ startedBy, desiredStatus: 'RUNNING' }, arn),
      stopped: await ask({ startedBy: rescue.startedBy, desiredStatus: 'STOPPED' }, taskArn),
      family: await ask({ startedBy, family }, arn),
      stoppedFor: Math.round((Date.now() - (stoppedAt?.getTime() ?? NaN)) / 1000),
    });
  },
};

/** @returns whether the task is listed, or why ECS refuses the filter */
async function isListed(
  input: ListTasksCommandInput,
  arn: string,
  ecs: ECSClient,
): Promise<boolean | string> {
  try {
    const { taskArns = [] } = await ecs.send(new ListTasksCommand(input));
    return taskArns.includes(arn);
  } catch (error) {
    if (error instanceof InvalidParameterException) return error.message;
    throw error;
  }
}

export function judgeList({ running, stopped, family, stoppedFor }: Listed): Observation {
  return judged(
    running === true && stopped === true,
    [
      `RUNNING: ${inWords(running)}`,
      `STOPPED: ${inWords(stopped)} (${stoppedFor} s after its end)`,
      `family: ${inWords(family)}`,
    ].join('; '),
  );
}

function inWords(answer: boolean | string): string {
  if (typeof answer === 'string') return `refused (${answer})`;
  return answer ? 'listed' : 'accepted, but the task is not listed';
}
