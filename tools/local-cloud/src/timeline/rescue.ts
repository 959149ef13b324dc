// Summarizes a rescue: its state so far, updated by each entry of the timeline.
import type { TimedEntry } from './entries';
import type { RescueId } from './rescue-id';

export const RESCUE_STATES = [
  /** Lambda is trying it, or waits to try again. */
  'attempting',
  /** It waits in the failure queue. */
  'dead-lettered',
  /** A container is starting, possibly after an earlier one ended without a result. */
  'launching',
  /** It runs in a container. */
  'running',
  /** It was handled, in Lambda or in a container. */
  'succeeded',
  /** It waits in a dead-letter queue for an operator. */
  'parked',
  /** It is gone: the function has no dead-letter queue, or the parked event was deleted. */
  'dropped',
] as const;

export type RescueState = (typeof RESCUE_STATES)[number];

/** Times are in milliseconds since the local cloud was started. */
export interface Rescue extends RescueId {
  readonly state: RescueState;
  readonly startedAt: number;
  readonly changedAt: number;
  /** Set once the rescue has ended. */
  readonly endedAt?: number;
  /** When Lambda gave up, or when the parked event was sent back. */
  readonly givenUpAt?: number;
  /** In Lambda. */
  readonly attempts: number;
  /** Containers that were started or failed to start. */
  readonly tasks: number;
  /** The last container. */
  readonly taskArn?: string;
  /** Where it succeeded. */
  readonly by?: 'lambda' | 'container';
  /** Where it is parked. */
  readonly parked?: { readonly queue: string; readonly messageId: string };
  /** Why it was given up, parked or dropped. */
  readonly reason?: string;
}

/**
 * Applies an entry to a rescue.
 *
 * @param rescue undefined before the first entry
 * @param entry an entry about the rescue `id`
 * @returns undefined until an entry shows that there is an asynchronous invocation
 */
export function advance(
  rescue: Rescue | undefined,
  id: RescueId,
  entry: TimedEntry,
): Rescue | undefined {
  const known = rescue ?? begin(id, entry);
  if (known === undefined) return undefined;
  const change = changeBy(entry, known);
  if (change === undefined) return known;
  const state = change.state ?? known.state;
  const { endedAt = entry.at, ...rest } = known;
  return { ...rest, ...change, changedAt: entry.at, ...(ENDS.includes(state) && { endedAt }) };
}

const ENDS: readonly RescueState[] = ['succeeded', 'parked', 'dropped'];

/** A rescue can begin without an invocation: a message can be sent to a failure queue by hand. */
function begin({ function: name, requestId }: RescueId, entry: TimedEntry): Rescue | undefined {
  const state = BEGINNINGS[entry.type];
  if (state === undefined) return undefined;
  return {
    requestId,
    function: name,
    state,
    startedAt: entry.at,
    changedAt: entry.at,
    attempts: 0,
    tasks: 0,
    ...(entry.type !== 'invocation' && { givenUpAt: entry.at }),
  };
}

/** The entries that begin a rescue, and its state then. */
const BEGINNINGS: { readonly [Type in TimedEntry['type']]?: RescueState } = {
  invocation: 'attempting',
  delivery: 'launching',
  moved: 'launching',
  task: 'launching',
};

type Change = Partial<Rescue>;
type Entry<Type> = Extract<TimedEntry, { readonly type: Type }>;

/** Other entries change nothing, and neither does undefined. */
const CHANGES: {
  readonly [Type in TimedEntry['type']]?: (
    entry: Entry<Type>,
    rescue: Rescue,
  ) => Change | undefined;
} = {
  cloud: ({ message }) => ({ state: 'dropped', reason: message }),
  attempt: ({ attempt }) => ({ state: 'attempting', attempts: attempt }),
  'attempt-ended': ({ outcome }) =>
    outcome === 'success' ? { state: 'succeeded', by: 'lambda' } : {},
  'given-up': ({ destination, errorMessage, at }) => ({
    reason: errorMessage,
    givenUpAt: at,
    state: destination === undefined ? 'dropped' : 'dead-lettered',
  }),
  // A parked event that is delivered was sent back, although the entry for that comes later.
  delivery: ({ at }, { state }) =>
    state === 'running' || state === 'succeeded'
      ? undefined
      : { state: 'launching', ...(state === 'parked' && { givenUpAt: at }) },
  'delivery-ended': ({ kept }, { state, tasks }) =>
    kept > 0 && state === 'launching' && tasks === 0 ? { state: 'dead-lettered' } : undefined,
  task: changeByTask,
  moved: ({ queue, messageId, reason }) => ({
    state: 'parked',
    parked: { queue, messageId },
    ...(reason !== undefined && { reason }),
  }),
  'taken-out': ({ messageId, to, at }, { state, parked }) => {
    if (state !== 'parked' || parked?.messageId !== messageId) return undefined;
    return to === undefined ? { state: 'dropped' } : { state: 'dead-lettered', givenUpAt: at };
  },
};

function changeBy(entry: TimedEntry, rescue: Rescue): Change | undefined {
  const change = CHANGES[entry.type] as
    ((entry: TimedEntry, rescue: Rescue) => Change | undefined) | undefined;
  return change?.(entry, rescue);
}

function changeByTask(
  { taskArn, status, outcome }: TimedEntry & { readonly type: 'task' },
  rescue: Rescue,
): Change {
  const isNew = status === 'PROVISIONING';
  const about = { taskArn, tasks: rescue.tasks + (isNew ? 1 : 0) };
  if (status === 'RUNNING') return { ...about, state: 'running' };
  if (outcome === 'succeeded') return { ...about, state: 'succeeded', by: 'container' };
  return { ...about, state: 'launching' };
}

/** Milliseconds from the moment when Lambda gave up to the container's success; undefined without such a success. */
export function timeToRescue({ by, givenUpAt, endedAt }: Rescue): number | undefined {
  if (by !== 'container' || givenUpAt === undefined || endedAt === undefined) return undefined;
  return endedAt - givenUpAt;
}
