// One rescue: a container that was started for a failed invocation, whatever tells of it.

/** ECS's words for what has not ended, ours for what has. */
export const STATES = ['PENDING', 'RUNNING', 'STOPPING', 'succeeded', 'failed'] as const;

export type State = (typeof STATES)[number];

/** What a runner that was started wrongly knows of the function and the request. */
export const UNKNOWN = '-';

export interface Rescue {
  readonly taskId: string;
  readonly functionName: string;
  readonly requestId: string;
  /** The how-manieth container for the request; only ECS knows it. */
  readonly attempt?: number;
  readonly state: State;
  /** When the container started, or was asked for, or its function started: the first of them that is known. */
  readonly startedAt: Date;
  /** Milliseconds; until now, if it has not ended. */
  readonly durationMs?: number;
  readonly exitCode?: number;
  /** How it ended, if it did not succeed. */
  readonly end?: string;
}

/**
 * What ECS knows, and the runner's own word for the end, which says more than an exit code. A function can forge that
 * word, so it is taken only where ECS says the same of the exit code and of whose task it was.
 */
export function together(ofTasks: readonly Rescue[], ofLogs: readonly Rescue[]): Rescue[] {
  const logged = new Map(ofLogs.map((rescue) => [rescue.taskId, rescue]));
  const known = new Set(ofTasks.map(({ taskId }) => taskId));
  const tasks = ofTasks.map((task) => {
    const said = logged.get(task.taskId);
    if (task.state !== 'failed' || said?.end === undefined || !agree(said, task)) return task;
    return { ...task, end: said.end };
  });
  return [...tasks, ...ofLogs.filter(({ taskId }) => !known.has(taskId))];
}

function agree(said: Rescue, task: Rescue): boolean {
  return (
    said.exitCode === task.exitCode &&
    [UNKNOWN, task.requestId].includes(said.requestId) &&
    [UNKNOWN, task.functionName].includes(said.functionName)
  );
}

export interface Selection {
  /** Only what has not ended, or has started since then. */
  readonly since: Date;
  /** A function's full name, or what follows the name of the stack in it. */
  readonly functionName?: string;
  readonly state?: State;
  /** Service and stage. */
  readonly stack: string;
}

/** What was asked for, the newest first. */
export function select(rescues: readonly Rescue[], wanted: Selection): Rescue[] {
  const { since, functionName, state, stack } = wanted;
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
