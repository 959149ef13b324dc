// The list of rescues, the newest first. Only the rows in sight are made, so that thousands stay smooth.
import type { Rescue } from '../../../timeline';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePage } from '../context';
import { useNow } from '../parts/use-now';
import { RescueRow } from './rescue-row';
import { scrollTopFor, windowOf } from './window';

const ROW_HEIGHT = 36;

interface Props {
  /** The newest first. */
  readonly rescues: readonly Rescue[];
  /** Without the filter. */
  readonly total: number;
}

export function RescueList({ rescues, total }: Props) {
  const { store, route, go } = usePage();
  const now = useNow(store, 1000);
  const { box, scrollTop, height } = useScrolling(rescues);
  const [active, setActive] = useActive(rescues, route.requestId);
  const { first, end } = windowOf(rescues.length, ROW_HEIGHT, scrollTop, height);
  const activeId = rescues[active]?.requestId;

  const move = (row: number) => {
    const next = Math.max(0, Math.min(rescues.length - 1, row));
    setActive(rescues[next]?.requestId);
    const { current } = box;
    if (current) {
      const { scrollTop: top, clientHeight } = current;
      current.scrollTop = scrollTopFor(next, ROW_HEIGHT, top, clientHeight);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
    const moves: Readonly<Record<string, number>> = {
      ...{ ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page },
      ...{ PageUp: active - page, Home: 0, End: rescues.length - 1 },
    };
    const row = moves[event.key];
    if (row !== undefined) {
      event.preventDefault();
      move(row);
    } else if (event.key === 'Enter' && activeId !== undefined) {
      go({ view: 'rescues', requestId: activeId, bar: undefined });
    }
  };
  return (
    <>
      <div
        ref={box}
        class="list"
        role="grid"
        tabIndex={0}
        aria-label="Rescues, the newest first"
        aria-rowcount={rescues.length}
        aria-colcount={4}
        aria-activedescendant={active >= first && active < end ? idOf(activeId) : undefined}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: `${rescues.length * ROW_HEIGHT}px` }}>
          {rescues.slice(first, end).map((rescue, index) => (
            <RescueRow
              key={rescue.requestId}
              id={idOf(rescue.requestId)}
              rescue={rescue}
              index={first + index}
              top={(first + index) * ROW_HEIGHT}
              now={now}
              isActive={first + index === active}
              isOpen={rescue.requestId === route.requestId}
            />
          ))}
        </div>
      </div>
      <p class="list-foot">{footOf(rescues.length, total, store.snapshot?.limits.rescues)}</p>
    </>
  );
}

function idOf(requestId: string | undefined): string {
  return `rescue-${requestId ?? ''}`;
}

function footOf(shown: number, total: number, limit = 0): string {
  const some = shown === total ? `${total}` : `${shown} of ${total}`;
  const full = total >= limit ? `; older ones are not kept` : '';
  return `${some} ${total === 1 ? 'rescue' : 'rescues'}${full}`;
}

/** What is in sight. New rows come in above of it, and must not push it away. */
function useScrolling(rescues: readonly Rescue[]) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ scrollTop: 0, height: 600 });
  useEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const look = () => {
      setPlace({ scrollTop: current.scrollTop, height: current.clientHeight });
    };
    const observer = new ResizeObserver(look);
    observer.observe(current);
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener('scroll', look);
    };
  }, []);
  const newest = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const added = rescues.findIndex(({ requestId }) => requestId === newest.current);
    newest.current = rescues[0]?.requestId;
    const { current } = box;
    if (current && added > 0 && current.scrollTop > 0) current.scrollTop += added * ROW_HEIGHT;
  }, [rescues]);
  return { box, ...place };
}

/** The row that the keyboard is at: a rescue keeps it, wherever new ones push it. */
function useActive(
  rescues: readonly Rescue[],
  openId: string | undefined,
): [number, (requestId: string | undefined) => void] {
  const [requestId, setRequestId] = useState(openId);
  useEffect(() => {
    if (openId !== undefined) setRequestId(openId);
  }, [openId]);
  const found = rescues.findIndex((rescue) => rescue.requestId === requestId);
  return [Math.max(0, found), setRequestId];
}
