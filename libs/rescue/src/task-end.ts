// What the end of a task means for its event: done, worth another task, or for a person to look at.
import { EXIT_CODES, runnerContainerOf } from '@immortal/shared';
import { type TaskDetail } from './stopped-task';

export type Verdict =
  | { readonly kind: 'succeeded' }
  /** Nothing that the function did: another task may have more luck. */
  | { readonly kind: 'again'; readonly reason: string }
  /** Another task would end in the same way, or somebody wanted this end. */
  | { readonly kind: 'final'; readonly reason: string };

const ENDS_OF_THE_FUNCTION: ReadonlyMap<number, string> = new Map([
  [EXIT_CODES.failed, 'The function failed in the container'],
  [EXIT_CODES.refused, 'The function could not be started in the container'],
]);

/** AWS has taken the machine away. What the function then answered to SIGTERM says nothing about its event. */
const INTERRUPTIONS = ['SpotInterruption', 'TerminationNotice', 'InfrastructureHealth'];
/**
 * What ECS says of a task that it retires, whatever the stop code.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
const RETIREMENT = /performing maintenance on the underlying infrastructure/i;

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
const OUT_OF_MEMORY = /OutOfMemory/;

/**
 * @param task that has stopped
 * @param own what the runner says of it, such as the function's error; it stands in the reason before ECS's words, unless somebody else has ended the task
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html, `stopCode`
 */
export function judgeEnd(task: TaskDetail, own?: string): Verdict {
  const { exitCode = NaN } = containerOf(task);
  const end = describeEnd(task);
  const why = own === undefined ? '' : `: ${own}`;
  if (exitCode === EXIT_CODES.succeeded) return { kind: 'succeeded' };
  if (OUT_OF_MEMORY.test(containerOf(task).reason ?? '')) {
    return final(
      `The container ran out of memory${why} (${end}). Give it more by memory in the rescue policy.`,
    );
  }
  if (wasInterrupted(task)) return again(`AWS has interrupted the task (${end}).`);
  if (exitCode === EXIT_CODES.outOfMemory && task.stopCode === 'EssentialContainerExited') {
    return final(
      `The container was killed${why} (${end}): it ran out of memory, or its function killed the runner. The last line of its log says out-of-memory if it was the first; then give it more by memory in the rescue policy.`,
    );
  }
  const ofTheFunction = ENDS_OF_THE_FUNCTION.get(exitCode);
  if (ofTheFunction !== undefined) return final(`${ofTheFunction}${why} (${end}).`);
  if (task.stopCode === 'UserInitiated') return final(`Somebody has stopped the task (${end}).`);
  return again(`The task has ended without a result${why} (${end}).`);
}

function wasInterrupted({ stopCode = '', stoppedReason = '' }: TaskDetail): boolean {
  return INTERRUPTIONS.includes(stopCode) || RETIREMENT.test(stoppedReason);
}

function describeEnd(task: TaskDetail): string {
  const { exitCode, reason } = containerOf(task);
  const code = exitCode === undefined ? undefined : `exit code ${exitCode}`;
  return [task.stopCode, code, task.stoppedReason, reason]
    .filter((fact) => fact !== undefined && fact !== '')
    .join(', ');
}

function containerOf(task: TaskDetail) {
  return runnerContainerOf(task) ?? {};
}

function again(reason: string): Verdict {
  return { kind: 'again', reason };
}

function final(reason: string): Verdict {
  return { kind: 'final', reason };
}
