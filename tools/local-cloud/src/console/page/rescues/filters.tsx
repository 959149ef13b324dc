// Filters the list of rescues by function and state.
import { RESCUE_STATES, type RescueState } from '../../../timeline';
import { usePage } from '../context';
import type { Counts } from '../health/figures';
import { commonPrefix, shortName } from '../parts/short-name';

export function Filters({ counts }: { counts: Counts }) {
  const { store, route, go } = usePage();
  const { filter } = route;
  const names = store.snapshot?.functions.map(({ name }) => name) ?? [];
  const prefix = commonPrefix(names);
  const toggle = (state: RescueState) => {
    const states = filter.states.includes(state)
      ? filter.states.filter((one) => one !== state)
      : [...filter.states, state];
    go({ filter: { ...filter, states } });
  };
  return (
    <div class="filters" role="group" aria-label="Filter">
      <select
        aria-label="Function"
        value={filter.function}
        onChange={({ currentTarget: { value } }) => {
          go({ filter: { ...filter, function: value } });
        }}
      >
        <option value="">All functions</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {shortName(name, prefix)}
          </option>
        ))}
      </select>
      <div class="chips">
        {RESCUE_STATES.map((state) => (
          <button
            key={state}
            type="button"
            class={`chip state-${state}`}
            aria-pressed={filter.states.includes(state)}
            disabled={counts[state] === 0 && !filter.states.includes(state)}
            onClick={() => {
              toggle(state);
            }}
          >
            {state} <b>{counts[state]}</b>
          </button>
        ))}
      </div>
    </div>
  );
}
