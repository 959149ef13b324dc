// The list of rescues, the newest first. Renders visible rows only, so that thousands scroll smoothly.
import { isSameRescue, type Rescue, type RescueId, rescueKey } from '../../../timeline';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { usePage } from '../context';
import { useNow } from '../parts/use-now';
import { RescueRow } from './rescue-row';
import { scrollTopFor, windowOf } from './window';

const ROW_HEIGHT = 36;

interface Props {
  /** The newest first. */
  readonly rescues: readonly Rescue[];
  /** The number of rescues without the filter. */
  readonly total: number;
}

export function RescueList({ rescues, total }: Props) {
  const { store, open, go } = usePage();
  const now = useNow(store, 1000);
  const { box, scrollTop, height } = useScrolling(rescues);
  const [active, setActive] = useActive(rescues, open);
  const { first, end } = windowOf(rescues.length, ROW_HEIGHT, scrollTop, height);
  const activeRescue = rescues[active];

  const move = (row: number) => {
    const next = Math.max(0, Math.min(rescues.length - 1, row));
    setActive(rescues[next]);
    const { current } = box;
    if (current) {
      const { scrollTop: top, clientHeight } = current;
      current.scrollTop = scrollTopFor(next, ROW_HEIGHT, top, clientHeight);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rescues.length - 1,
    };
    const row = moves[event.key];
    if (row !== undefined) {
      event.preventDefault();
      move(row);
    } else if (event.key === 'Enter' && activeRescue !== undefined) {
      go({ view: 'rescues', rescue: activeRescue, bar: undefined });
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
        aria-activedescendant={
          activeRescue && active >= first && active < end ? elementId(activeRescue) : undefined
        }
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: `${rescues.length * ROW_HEIGHT}px` }}>
          {rescues.slice(first, end).map((rescue, index) => (
            <RescueRow
              key={rescueKey(rescue)}
              id={elementId(rescue)}
              rescue={rescue}
              index={first + index}
              top={(first + index) * ROW_HEIGHT}
              now={now}
              isActive={first + index === active}
              isOpen={isSameRescue(rescue, open)}
            />
          ))}
        </div>
      </div>
      <p class="list-foot">{footOf(rescues.length, total, store.snapshot?.limits.rescues)}</p>
    </>
  );
}

function elementId(rescue: RescueId): string {
  return `rescue-${rescueKey(rescue)}`;
}

function footOf(shown: number, total: number, limit = 0): string {
  const some = shown === total ? `${total}` : `${shown} of ${total}`;
  const full = total >= limit ? `; older ones were dropped` : '';
  return `${some} ${total === 1 ? 'rescue' : 'rescues'}${full}`;
}

/** The scroll position, kept in place when new rows arrive at the top. */
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
  const newest = useRef<RescueId | undefined>(undefined);
  useLayoutEffect(() => {
    const added = rescues.findIndex((rescue) => isSameRescue(rescue, newest.current));
    newest.current = rescues[0];
    const { current } = box;
    if (current && added > 0 && current.scrollTop > 0) current.scrollTop += added * ROW_HEIGHT;
  }, [rescues]);
  return { box, ...place };
}

/** The active row for the keyboard. It follows its rescue when new rows arrive. */
function useActive(
  rescues: readonly Rescue[],
  open: RescueId | undefined,
): [number, (id: RescueId | undefined) => void] {
  const [id, setId] = useState(open);
  useEffect(() => {
    if (open !== undefined) setId(open);
  }, [open?.function, open?.requestId]);
  const found = rescues.findIndex((rescue) => isSameRescue(rescue, id));
  return [Math.max(0, found), setId];
}
