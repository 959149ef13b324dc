// Shows the state of a rescue by colour, shape, and word.
import type { RescueState } from '../../../timeline';

/** Shapes for people who can't distinguish the colours. */
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
