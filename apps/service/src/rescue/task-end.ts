// What the end of a task means for its event: done, worth another task, or for a person to look at.
import { type TaskDetail } from './stopped-task';

export type Verdict =
  | { readonly kind: 'succeeded' }
  /** Nothing that the function did: another task may have more luck. */
  | { readonly kind: 'again'; readonly reason: string }
  /** Another task would end in the same way, or somebody wanted this end. */
  | { readonly kind: 'final'; readonly reason: string };

/** The exit codes of the runner, as its README has them, by what they mean for the event. */
const SUCCEEDED = 0;
const ENDS_OF_THE_FUNCTION: ReadonlyMap<number, string> = new Map([
  [1, 'The function failed in the container'],
  [2, 'The function could not be started in the container'],
]);
const KILLED = 137;

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
const OUT_OF_MEMORY = /OutOfMemory/;

/**
 * @param task that has stopped
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html, `stopCode`
 */
export function judgeEnd(task: TaskDetail): Verdict {
  const { stopCode, containers: [container] = [] } = task;
  const exitCode = container?.exitCode;
  if (exitCode === SUCCEEDED) return { kind: 'succeeded' };
  const ofTheFunction = exitCode === undefined ? undefined : ENDS_OF_THE_FUNCTION.get(exitCode);
  if (ofTheFunction !== undefined) return final(`${ofTheFunction} (${describeEnd(task)}).`);
  if (stopCode === 'UserInitiated') {
    return final(`Somebody has stopped the task (${describeEnd(task)}).`);
  }
  if (ranOutOfMemory(task)) {
    return final(
      `The container ran out of memory (${describeEnd(task)}). Give it more by memory in the rescue policy.`,
    );
  }
  return { kind: 'again', reason: `The task has ended without a result (${describeEnd(task)}).` };
}

/** ECS says so; or else it has stopped nothing, and the kernel or the runner says so by the exit code. */
function ranOutOfMemory({ stopCode, containers: [container] = [] }: TaskDetail): boolean {
  if (OUT_OF_MEMORY.test(container?.reason ?? '')) return true;
  return container?.exitCode === KILLED && stopCode === 'EssentialContainerExited';
}

function describeEnd({
  stopCode,
  stoppedReason,
  containers: [container] = [],
}: TaskDetail): string {
  const { exitCode, reason } = container ?? {};
  const facts = [stopCode, exitCode === undefined ? undefined : `exit code ${exitCode}`];
  return [...facts, stoppedReason, reason]
    .filter((fact) => fact !== undefined && fact !== '')
    .join(', ');
}

function final(reason: string): Verdict {
  return { kind: 'final', reason };
}
