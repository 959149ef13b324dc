// What the end of a task means for its event: done, another task, or parked with a reason.
import {
  formatTaskExit,
  type ReadEndLine,
  type TaskExit,
  type TaskOutcome,
  taskOutcome,
} from '@immortal/shared';

interface Consequence {
  /** The same attempt again: the function has not started, so the task is not counted as an attempt. */
  readonly next: 'done' | 'another task' | 'same attempt' | 'park';
  /** What happened, at the beginning of the reason. */
  readonly what: string;
  /** What to know or do about it, at its end. */
  readonly remedy?: string;
  /** Something else ended the task, so the function's own error says nothing about it. */
  readonly isFromOutside?: true;
}

const FAILED: Consequence = { next: 'park', what: 'The function failed in the container' };
const NOT_STARTED: Consequence = {
  next: 'park',
  what: 'The function could not be started in the container',
};
const NO_RESULT: Consequence = { next: 'another task', what: 'The task ended without a result' };

/** docs/how-it-works.md, "The ends of a task". */
const CONSEQUENCES: Readonly<Record<TaskOutcome, Consequence>> = {
  succeeded: { next: 'done', what: 'The function returned' },
  failed: FAILED,
  'timed-out': FAILED,
  died: FAILED,
  refused: NOT_STARTED,
  'init-failed': NOT_STARTED,
  crashed: NOT_STARTED,
  'out-of-memory': {
    next: 'park',
    what: 'The container ran out of memory',
    remedy: 'Increase memory in the rescue policy.',
  },
  'container-killed': {
    next: 'park',
    what: 'The container was killed',
    remedy:
      'It ran out of memory, or its function killed the runner. If the last line of its log says out-of-memory, increase memory in the rescue policy.',
  },
  stopped: {
    next: 'park',
    what: 'A person or a program stopped the task',
    isFromOutside: true,
  },
  interrupted: { next: 'another task', what: 'AWS interrupted the task', isFromOutside: true },
  killed: NO_RESULT,
  'temporary-failure': {
    next: 'same attempt',
    what: 'A temporary failure kept the function from starting',
  },
  'retried-error': { next: 'another task', what: FAILED.what },
  'failed-to-start': NO_RESULT,
  'no-result': NO_RESULT,
};

/** What follows a task that ended like this. */
export function nextAfter(exit: TaskExit): Consequence['next'] {
  return CONSEQUENCES[taskOutcome(exit)].next;
}

/**
 * Why a task ended as it did.
 *
 * @param endLine the runner's, if it is known; the function's own error comes before what ECS reports
 */
export function reasonOf(exit: TaskExit, endLine?: ReadEndLine): string {
  const { what, remedy, isFromOutside } = CONSEQUENCES[taskOutcome(exit, endLine)];
  const error = isFromOutside || endLine === undefined ? '' : `: ${errorOf(endLine)}`;
  const reason = `${what}${error} (${formatTaskExit(exit)}).`;
  return remedy === undefined ? reason : `${reason} ${remedy}`;
}

/** In characters. Leaves room for the rest of the reason. */
const MAX_ERROR_LENGTH = 1_000;

/** Such as `TypeError: x is not a function`, or else the runner's own message. */
function errorOf({ message, errorType, errorMessage }: ReadEndLine): string {
  const own = [errorType, errorMessage].filter((part) => part !== undefined && part !== '');
  const error = own.length === 0 ? message : own.join(': ');
  return error.replace(/\.$/, '').slice(0, MAX_ERROR_LENGTH);
}
