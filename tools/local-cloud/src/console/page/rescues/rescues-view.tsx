// The list of rescues on the left and the open rescue on the right; in a narrow window, one of the two.
import { usePage } from '../context';
import { countStates } from '../health/figures';
import { HealthView } from '../health/health-view';
import { NoFunction } from '../parts/no-function';
import { Missing, RescueDetailView } from '../rescue/rescue-detail-view';
import { Choice } from './choice';
import { Filters } from './filters';
import { RescueList } from './rescue-list';

export function RescuesView() {
  const { store, route } = usePage();
  const { filter, rescue } = route;
  const all = [...store.rescues.all()];
  const ofFunction = all.filter(
    (one) => filter.function === '' || one.function === filter.function,
  );
  const shown = ofFunction
    .filter((one) => filter.states.length === 0 || filter.states.includes(one.state))
    .reverse();
  return (
    <div class={`rescues ${rescue === undefined && all.length > 0 ? '' : 'is-open'}`}>
      <section class="rescues-list" aria-label="All rescues">
        <Filters counts={countStates(ofFunction)} />
        <RescueList rescues={shown} total={all.length} />
      </section>
      <section class="rescues-detail" aria-label="One rescue">
        {rescue === undefined ? <NoneOpen /> : <OneRescue requestId={rescue.requestId} />}
      </section>
    </div>
  );
}

function OneRescue({ requestId }: { requestId: string }) {
  const { store, open } = usePage();
  if (open) return <RescueDetailView id={open} />;
  const rescues = store.rescues.withRequestId(requestId);
  if (rescues.length > 0) return <Choice rescues={rescues} />;
  return <Missing failure={`There is no rescue of the request ${requestId}.`} />;
}

function NoneOpen() {
  const { store, go } = usePage();
  if (store.rescues.size > 0) return <HealthView />;
  if (store.snapshot?.functions.length === 0) return <NoFunction />;
  return (
    <div class="empty">
      <p>Nothing has been invoked yet.</p>
      <button
        type="button"
        class="primary"
        onClick={() => {
          go({ view: 'send' });
        }}
      >
        Send an event
      </button>
    </div>
  );
}
