// One rescue in short: what has become of an event so far, as the entries of the timeline tell it one after the other.
import type { TimedEntry } from './entries';
import type { RescueId } from './rescue-id';

export const RESCUE_STATES = [
  /** Lambda tries it, or waits before it tries again. */
  'attempting',
  /** It lies in its failure queue. */
  'dead-lettered',
  /** A container is being started for it, or another one after one that has ended without a result. */
  'launching',
  /** It runs in a container. */
  'running',
  /** It was handled, in Lambda or in a container. */
  'succeeded',
  /** It waits for a person in a dead-letter queue. */
  'parked',
  /** It is gone: the function has no dead-letter queue, or somebody has deleted what was parked. */
  'dropped',
] as const;

export type RescueState = (typeof RESCUE_STATES)[number];

/** Times are in milliseconds since the local cloud was started. */
export interface Rescue extends RescueId {
  readonly state: RescueState;
  readonly startedAt: number;
  readonly changedAt: number;
  /** Only of one that has come to an end. */
  readonly endedAt?: number;
  /** When Lambda gave it up, or when somebody sent it back after it was parked. */
  readonly givenUpAt?: number;
  /** In Lambda. */
  readonly attempts: number;
  /** Containers that were started, or tried to be. */
  readonly tasks: number;
  /** The last container. */
  readonly taskArn?: string;
  /** Where it has succeeded. */
  readonly by?: 'lambda' | 'container';
  /** Where it is parked. */
  readonly parked?: { readonly queue: string; readonly messageId: string };
  /** Why it was given up, parked or dropped. */
  readonly reason?: string;
}

/**
 * @param rescue what is known so far; undefined before the first entry
 * @param id the rescue
 * @param entry one that is about it
 * @returns undefined as long as no entry says that there is an asynchronous invocation
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

/** Not only an invocation: a message of a failure queue can be sent there by hand. */
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

/** What a rescue can begin with, and the state that it then has. */
const BEGINNINGS: { readonly [Type in TimedEntry['type']]?: RescueState } = {
  invocation: 'attempting',
  delivery: 'launching',
  moved: 'launching',
  task: 'launching',
};

type Change = Partial<Rescue>;
type Entry<Type> = Extract<TimedEntry, { readonly type: Type }>;

/** What is not here changes nothing, and so does what gives undefined. */
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
  // What was parked has been sent back, if it is delivered before that is told.
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

/** Milliseconds from Lambda's giving up to the container's success; undefined for one that was not rescued so. */
export function timeToRescue({ by, givenUpAt, endedAt }: Rescue): number | undefined {
  if (by !== 'container' || givenUpAt === undefined || endedAt === undefined) return undefined;
  return endedAt - givenUpAt;
}
