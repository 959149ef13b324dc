// The event of a rescue, fetched on demand because it can be a megabyte.
import { rescuePath } from '../api-client';
import type { Rescue } from '../../../timeline';
import { JsonView } from '../json/json-view';
import { Fetched } from '../parts/fetched';
import type { OpenRescue } from '../store';

export function EventPanel({ rescue, open }: { rescue: Rescue; open: OpenRescue }) {
  const { parked, state } = rescue;
  // An event that was sent to a queue by hand was never invoked here.
  const path = open.hasEvent
    ? rescuePath(rescue, 'event')
    : state === 'parked' && parked
      ? `parked/${parked.messageId}/body`
      : undefined;
  if (path === undefined) {
    return <p class="empty">The event is not available: it was dropped, or never invoked here.</p>;
  }
  return (
    <Fetched key={path} path={path}>
      {(text) => <JsonView text={text} what="the event" />}
    </Fetched>
  );
}
