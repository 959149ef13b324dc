// Whether a client token returns its task again, and refuses another request.
import { ConflictException, type RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { type ProbeContext } from '../context';
import { judged, type Observation, type Probe } from '../probe';
import { isStarted } from '../probe-tasks';

/** What ECS answered to the token of a task. */
export interface TokenAnswers {
  readonly arn: string;
  /** The task that the same request returned. */
  readonly again: string | undefined;
  /** The resources that the refusal of another request named; undefined if it was not refused. */
  readonly refusalNames: readonly string[] | undefined;
}

export const clientToken: Probe = {
  name: 'client-token',
  asks: 'Does RunTask with a used client token return its task, and refuse another request?',
  assumed: 'the same task; ConflictException that names the task in resourceIds',
  look: async ({ tasks, sleeper }) => {
    const { arn, input } = await sleeper();
    const again = await tasks.run(input);
    return judgeTokens({
      arn,
      again: isStarted(again) ? again.arn : undefined,
      refusalNames: await refusalOf(
        { ...input, startedBy: `${input.startedBy ?? ''}-other` },
        tasks,
      ),
    });
  },
};

/** If ECS starts a task instead, it is stopped at the end like all others. */
async function refusalOf(
  input: RunTaskCommandInput,
  tasks: ProbeContext['tasks'],
): Promise<readonly string[] | undefined> {
  try {
    await tasks.run(input);
    return undefined;
  } catch (error) {
    if (error instanceof ConflictException) return error.resourceIds ?? [];
    throw error;
  }
}

export function judgeTokens({ arn, again, refusalNames }: TokenAnswers): Observation {
  const same = again === arn ? 'the same task' : (again ?? 'no task');
  const named = refusalNames?.includes(arn) === true ? 'the task' : JSON.stringify(refusalNames);
  const refusal =
    refusalNames === undefined
      ? 'another request was not refused'
      : `ConflictException with ${named} in resourceIds`;
  return judged(again === arn && refusalNames?.includes(arn) === true, `${same}; ${refusal}`);
}
