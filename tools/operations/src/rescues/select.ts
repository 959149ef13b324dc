// Selects rescues as the options of the command say.
import { type Rescue, type State } from './rescue';

export interface Selection {
  /** Leaves out rescues that started before and have ended. */
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
