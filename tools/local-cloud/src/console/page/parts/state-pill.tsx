// Shows the state of a rescue by color, shape, and word.
import type { RescueState } from '../../../timeline';

/** Shapes for people who can't distinguish the colors. */
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
