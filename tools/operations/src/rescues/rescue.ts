// One rescue: a container that was started for a failed invocation, whatever tells of it.

/** ECS's words for what has not ended, ours for what has. */
export const STATES = ['PENDING', 'RUNNING', 'STOPPING', 'succeeded', 'failed'] as const;

export type State = (typeof STATES)[number];

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

/** What ECS knows, and the runner's own word for the end, which says more than an exit code. */
export function together(ofTasks: readonly Rescue[], ofLogs: readonly Rescue[]): Rescue[] {
  const logged = new Map(ofLogs.map((rescue) => [rescue.taskId, rescue]));
  const known = new Set(ofTasks.map(({ taskId }) => taskId));
  const tasks = ofTasks.map((task) => {
    const end = task.state === 'failed' ? logged.get(task.taskId)?.end : undefined;
    return end === undefined ? task : { ...task, end };
  });
  return [...tasks, ...ofLogs.filter(({ taskId }) => !known.has(taskId))];
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
