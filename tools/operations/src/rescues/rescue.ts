// One rescue: a container that was started for a failed invocation, whether ECS or the log reports it.

/** The states of ECS for a task that has not ended, and ours for one that has. */
export const STATES = ['PENDING', 'RUNNING', 'STOPPING', 'succeeded', 'failed'] as const;

export type State = (typeof STATES)[number];

/** The function and the request of a runner that could not read them. */
export const UNKNOWN = '-';

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
  /** How it ended, if it did not succeed. */
  readonly end?: string;
}

/**
 * What ECS knows, with the runner's own description of the end, which says more than an exit code. A function can forge
 * that description, so it counts only if ECS agrees on the exit code, the request, and the function.
 */
export function together(ofTasks: readonly Rescue[], ofLogs: readonly Rescue[]): Rescue[] {
  const logged = new Map(ofLogs.map((rescue) => [rescue.taskId, rescue]));
  const known = new Set(ofTasks.map(({ taskId }) => taskId));
  const tasks = ofTasks.map((task) => {
    const claim = logged.get(task.taskId);
    if (task.state !== 'failed' || claim?.end === undefined || !agree(claim, task)) return task;
    return { ...task, end: claim.end };
  });
  return [...tasks, ...ofLogs.filter(({ taskId }) => !known.has(taskId))];
}

function agree(claim: Rescue, task: Rescue): boolean {
  return (
    claim.exitCode === task.exitCode &&
    [UNKNOWN, task.requestId].includes(claim.requestId) &&
    [UNKNOWN, task.functionName].includes(claim.functionName)
  );
}

export interface Selection {
  /** Only rescues that have not ended, or that started since then. */
  readonly since: Date;
  /** A function's full name, or the part after the stack's name. */
  readonly functionName?: string;
  readonly state?: State;
  /** Service and stage. */
  readonly stack: string;
}

/** The selected rescues, the newest first. */
export function select(
  rescues: readonly Rescue[],
  { since, functionName, state, stack }: Selection,
): Rescue[] {
  const names = functionName === undefined ? [] : [functionName, `${stack}-${functionName}`];
  return rescues
    .filter((rescue) => !hasEnded(rescue) || rescue.startedAt >= since)
    .filter((rescue) => names.length === 0 || names.includes(rescue.functionName))
    .filter((rescue) => state === undefined || rescue.state === state)
    .sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
}

function hasEnded({ state }: Rescue): boolean {
  return state === 'succeeded' || state === 'failed';
}
