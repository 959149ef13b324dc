// One rescue: a container that was started for a failed invocation, by what ECS and the runner's end line report.
import { type Task } from '@aws-sdk/client-ecs';
import {
  endLineOutcome,
  findEndLine,
  formatTaskExit,
  parseEndLine,
  readTaskExit,
  readTaskIdentity,
  type RescueIdentity,
  type TaskExit,
  type TaskOutcome,
  taskOutcome,
} from '@immortal/shared';
import { taskIdIn } from '../stack';

/** The states of ECS for a task that has not ended, and ours for one that has. */
export const STATES = ['PENDING', 'RUNNING', 'STOPPING', 'succeeded', 'failed'] as const;

export type State = (typeof STATES)[number];

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html */
const STATES_OF_ECS: Readonly<Record<string, State>> = {
  PROVISIONING: 'PENDING',
  PENDING: 'PENDING',
  ACTIVATING: 'PENDING',
  RUNNING: 'RUNNING',
  DEACTIVATING: 'STOPPING',
  STOPPING: 'STOPPING',
  DEPROVISIONING: 'STOPPING',
};

/** The function and the request of a runner that could not read them. */
const UNKNOWN = '-';

export interface Rescue {
  readonly taskId: string;
  readonly functionName: string;
  readonly requestId: string;
  /** Attempt number, starting at 1. Only ECS knows it. */
  readonly attempt?: number;
  readonly state: State;
  /** When the container started, was requested, or its function started: the first of these that is known. */
  readonly startedAt: Date;
  /** Milliseconds; until now, if it has not ended. */
  readonly durationMs?: number;
  readonly exitCode?: number;
  /** How it ended, if it did not succeed: the outcome, and what the runner or ECS says about it. */
  readonly end?: string;
}

/** The last end line of a task's log stream. */
export interface LoggedEnd {
  readonly line: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/**
 * Every rescue that ECS or the log knows, once.
 *
 * @param logged the ends in the log, by task id
 */
export function allRescues(
  tasks: readonly Task[],
  logged: ReadonlyMap<string, LoggedEnd>,
  now: Date,
): Rescue[] {
  const ofTasks = tasks.flatMap((task) => {
    const end = logged.get(taskIdIn(task.taskArn ?? ''));
    return rescueOfTask(task, now, end) ?? [];
  });
  const known = new Set(ofTasks.map(({ taskId }) => taskId));
  const ofLogs = [...logged].flatMap(([taskId, end]) =>
    known.has(taskId) ? [] : (rescueOfLog(taskId, end) ?? []),
  );
  return [...ofTasks, ...ofLogs];
}

/** @returns undefined for a task that is not a rescue */
export function rescueOfTask(task: Task, now: Date, logged?: LoggedEnd): Rescue | undefined {
  const { taskArn = '', lastStatus = '', createdAt, startedAt, stoppedAt } = task;
  const identity = readTaskIdentity(task);
  if (identity === undefined) return undefined;
  const exit = readTaskExit(task);
  const state = STATES_OF_ECS[lastStatus];
  return {
    taskId: taskIdIn(taskArn),
    ...identity,
    ...(state === undefined ? endOfTask(exit, identity, logged) : { state }),
    startedAt: startedAt ?? createdAt ?? now,
    ...(startedAt !== undefined && {
      durationMs: (stoppedAt ?? now).getTime() - startedAt.getTime(),
    }),
    ...(exit.exitCode !== undefined && { exitCode: exit.exitCode }),
  };
}

/** @returns undefined for a line that is not an end line */
export function rescueOfLog(taskId: string, { line, timestamp }: LoggedEnd): Rescue | undefined {
  const end = parseEndLine(line);
  if (end === undefined) return undefined;
  const { requestId = UNKNOWN, functionName = UNKNOWN, exitCode, durationMs } = end;
  return {
    taskId,
    functionName,
    requestId,
    ...endOf(endLineOutcome(end), end.message),
    startedAt: new Date(timestamp - (durationMs ?? 0)),
    ...(durationMs !== undefined && { durationMs }),
    exitCode,
  };
}

type End = Pick<Rescue, 'state' | 'end'>;

/** The runner's own description says more than ECS, but a function can forge it. It counts only if ECS agrees. */
function endOfTask(exit: TaskExit, identity: RescueIdentity, logged?: LoggedEnd): End {
  const { exitCode } = exit;
  // Without an exit code, the container never ran.
  const lines = logged === undefined || exitCode === undefined ? [] : [logged.line];
  const endLine = findEndLine(lines, { ...identity, exitCode });
  return endOf(taskOutcome(exit, endLine), endLine?.message ?? formatTaskExit(exit));
}

function endOf(outcome: TaskOutcome, description: string): End {
  if (outcome === 'succeeded') return { state: 'succeeded' };
  return { state: 'failed', end: description === '' ? outcome : `${outcome}: ${description}` };
}
