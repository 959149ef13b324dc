// What the end of a task means for its event: done, worth another task, or for a person to look at.
import { formatTaskExit, readTaskExit, taskOutcome } from '@immortal/shared';
import { type TaskDetail } from './stopped-task';

export type Verdict =
  | { readonly kind: 'succeeded' }
  /** Nothing that the function did: another task may have more luck. */
  | { readonly kind: 'again'; readonly reason: string }
  /** Another task would end in the same way, or somebody wanted this end. */
  | { readonly kind: 'final'; readonly reason: string };

/**
 * @param task that has stopped
 * @param own what the runner says of it, such as the function's error; it stands in the reason before ECS's words, unless somebody else has ended the task
 */
export function judgeEnd(task: TaskDetail, own?: string): Verdict {
  const exit = readTaskExit(task);
  const end = formatTaskExit(exit);
  const why = own === undefined ? '' : `: ${own}`;
  switch (taskOutcome(exit)) {
    case 'succeeded':
      return { kind: 'succeeded' };
    case 'out-of-memory':
      return final(
        `The container ran out of memory${why} (${end}). Give it more by memory in the rescue policy.`,
      );
    case 'interrupted':
      return again(`AWS has interrupted the task (${end}).`);
    case 'container-killed':
      return final(
        `The container was killed${why} (${end}): it ran out of memory, or its function killed the runner. The last line of its log says out-of-memory if it was the first; then give it more by memory in the rescue policy.`,
      );
    case 'failed':
    case 'timed-out':
    case 'died':
      return final(`The function failed in the container${why} (${end}).`);
    case 'refused':
    case 'init-failed':
    case 'crashed':
      return final(`The function could not be started in the container${why} (${end}).`);
    case 'stopped':
      return final(`Somebody has stopped the task (${end}).`);
    case 'killed':
    case 'temporary-failure':
    case 'failed-to-start':
    case 'no-result':
      return again(`The task has ended without a result${why} (${end}).`);
  }
}

function again(reason: string): Verdict {
  return { kind: 'again', reason };
}

function final(reason: string): Verdict {
  return { kind: 'final', reason };
}
