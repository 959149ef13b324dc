// One rescue as a row of the list.
import type { Rescue } from '../../../timeline';
import { usePage } from '../context';
import { StatePill } from '../parts/state-pill';
import { commonPrefix, shortName } from '../parts/short-name';
import { age } from '../parts/times';

interface Props {
  readonly id: string;
  readonly rescue: Rescue;
  readonly index: number;
  /** Pixels. */
  readonly top: number;
  readonly now: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
}

export function RescueRow({ id, rescue, index, top, now, isActive, isOpen }: Props) {
  const { store, go } = usePage();
  const { requestId, function: name, state, startedAt } = rescue;
  const prefix = commonPrefix(store.snapshot?.functions.map((one) => one.name) ?? []);
  return (
    <div
      id={id}
      class={`row ${isActive ? 'is-active' : ''}`}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isOpen}
      style={{ top: `${top}px` }}
      onClick={() => {
        go({ view: 'rescues', rescue, bar: undefined });
      }}
    >
      <span role="gridcell" class="cell-state">
        <StatePill state={state} />
      </span>
      <span role="gridcell" class="cell-function" title={name}>
        {shortName(name, prefix) || 'unknown function'}
      </span>
      <span role="gridcell" class="cell-id mono" title={requestId}>
        {requestId.slice(0, 8)}
      </span>
      <span role="gridcell" class="cell-age">
        {age(now - startedAt)}
      </span>
    </div>
  );
}
