// How the task of a rescue ended: one word, derived here alone from what ECS reports and from the runner's end line.
import { type EndOutcome, type ReadEndLine } from './end-line';
import { EXIT_CODES } from './exit-codes';
import { runnerContainerOf } from './runner-container';

/** The runner's own words, and those for what only ECS sees. */
export type TaskOutcome =
  | EndOutcome
  /** AWS reclaimed the machine, or retired it. */
  | 'interrupted'
  /** SIGKILL ended the container: it ran out of memory, or its function killed the runner. */
  | 'container-killed'
  /** The function failed with one of the policy's `retryErrors`. */
  | 'retried-error'
  /** ECS could not start the container. */
  | 'failed-to-start'
  /** Anything else: the task ended before the function did. */
  | 'no-result';

/** What ECS reports about the end of a task. */
export interface TaskExit {
  /** Of the container `runner`; undefined if it never ran. */
  readonly exitCode?: number | undefined;
  /** Such as `EssentialContainerExited`. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html */
  readonly stopCode?: string | undefined;
  readonly stoppedReason?: string | undefined;
  /** Such as `OutOfMemoryError: Container killed due to memory usage`. */
  readonly containerReason?: string | undefined;
}

/** A stopped task as DescribeTasks returns it or as its event reports it, which may have null where the types have nothing. */
interface StoppedTask {
  readonly stopCode?: string | null | undefined;
  readonly stoppedReason?: string | null | undefined;
  readonly containers?:
    | readonly {
        readonly name?: string | undefined;
        readonly exitCode?: number | null | undefined;
        readonly reason?: string | null | undefined;
      }[]
    | undefined;
}

/** AWS reclaims the machine. What the function then answers to SIGTERM says nothing about its event. */
const INTERRUPTIONS = ['SpotInterruption', 'TerminationNotice', 'InfrastructureHealth'];
/**
 * The reason that ECS gives for a task that it retires, whatever the stop code.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
const RETIREMENT = /performing maintenance on the underlying infrastructure/i;

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
const OUT_OF_MEMORY = /OutOfMemory/;

/** What the runner's end line can add to what ECS reports; anything else in it contradicts ECS, and ECS wins. */
const REFINEMENTS: { readonly [outcome in TaskOutcome]?: readonly string[] } = {
  failed: ['timed-out', 'died'] satisfies EndOutcome[],
  refused: ['init-failed', 'crashed'] satisfies EndOutcome[],
  'container-killed': ['out-of-memory'] satisfies EndOutcome[],
};

export function readTaskExit(task: StoppedTask): TaskExit {
  const { exitCode, reason } = runnerContainerOf(task) ?? {};
  return {
    exitCode: exitCode ?? undefined,
    stopCode: task.stopCode ?? undefined,
    stoppedReason: task.stoppedReason ?? undefined,
    containerReason: reason ?? undefined,
  };
}

/**
 * How a stopped task ended.
 *
 * @param endLine the runner's, if it is known: it tells a timeout from an error, for example
 */
export function taskOutcome(exit: TaskExit, endLine?: ReadEndLine): TaskOutcome {
  const outcome = outcomeByEcs(exit);
  const refined = endLine?.outcome ?? '';
  return REFINEMENTS[outcome]?.includes(refined) ? (refined as EndOutcome) : outcome;
}

/** How a task ended by its end line alone: ECS forgets a stopped task after about an hour, its log stays. */
export function endLineOutcome(endLine: ReadEndLine): TaskOutcome {
  const { exitCode } = endLine;
  return taskOutcome({ exitCode, stopCode: 'EssentialContainerExited' }, endLine);
}

/** The order is that of docs/how-it-works.md ("The ends of a task"). */
function outcomeByEcs(exit: TaskExit): TaskOutcome {
  const { exitCode, stopCode, containerReason = '' } = exit;
  if (exitCode === EXIT_CODES.succeeded) return 'succeeded';
  if (OUT_OF_MEMORY.test(containerReason)) return 'out-of-memory';
  if (isInterruption(exit)) return 'interrupted';
  if (exitCode === EXIT_CODES.outOfMemory && stopCode === 'EssentialContainerExited') {
    return 'container-killed';
  }
  if (exitCode === EXIT_CODES.failed) return 'failed';
  if (exitCode === EXIT_CODES.refused) return 'refused';
  if (stopCode === 'UserInitiated') return 'stopped';
  if (exitCode === EXIT_CODES.killed) return 'killed';
  if (exitCode === EXIT_CODES.temporary) return 'temporary-failure';
  if (exitCode === EXIT_CODES.retriedError) return 'retried-error';
  return stopCode === 'TaskFailedToStart' ? 'failed-to-start' : 'no-result';
}

function isInterruption({ stopCode = '', stoppedReason = '' }: TaskExit): boolean {
  return INTERRUPTIONS.includes(stopCode) || RETIREMENT.test(stoppedReason);
}

/**
 * What ECS reports, on one line.
 *
 * @example
 * formatTaskExit(exit) // 'EssentialContainerExited, exit code 1, Essential container in task exited'
 */
export function formatTaskExit(exit: TaskExit): string {
  const { exitCode, stopCode, stoppedReason, containerReason } = exit;
  const code = exitCode === undefined ? undefined : `exit code ${exitCode}`;
  return [stopCode, code, stoppedReason, containerReason]
    .filter((fact) => fact !== undefined && fact !== '')
    .join(', ');
}
