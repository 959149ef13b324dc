// Lists the rescues that share a request id, for a URL that does not name the function.
import type { Rescue } from '../../../timeline';
import { usePage } from '../context';
import { StatePill } from '../parts/state-pill';
import { BackLink } from '../rescue/rescue-detail-view';
import { formatRoute } from '../route';

export function Choice({ rescues }: { rescues: readonly Rescue[] }) {
  const { route } = usePage();
  return (
    <div class="empty">
      <BackLink />
      <p>Several functions have a rescue with this request id:</p>
      <ul class="choice">
        {rescues.map((rescue) => (
          <li key={rescue.function}>
            <a href={formatRoute({ ...route, rescue })}>{rescue.function || 'unknown function'}</a>
            <StatePill state={rescue.state} />
          </li>
        ))}
      </ul>
    </div>
  );
}
