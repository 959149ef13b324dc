// The state of a rescue, by colour, shape and word.
import type { RescueState } from '../../../timeline';

/** Shapes, for those who do not see the colours apart. */
const SHAPES: Readonly<Record<RescueState, string>> = {
  attempting: '↻',
  'dead-lettered': '✉',
  launching: '▵',
  running: '▶',
  succeeded: '✓',
  parked: '‖',
  dropped: '✕',
};

export function StatePill({ state }: { state: RescueState }) {
  return (
    <span class={`pill state-${state}`}>
      <span aria-hidden="true" class="pill-shape">
        {SHAPES[state]}
      </span>
      {state}
    </span>
  );
}
