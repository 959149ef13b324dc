// The page: its header and the current view.
import type { RescueId } from '../../timeline';
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Connection } from './connection';
import { PageProvider } from './context';
import { FaultsView } from './faults/faults-view';
import { Header } from './header';
import { HealthView } from './health/health-view';
import { Notices, useNotices } from './parts/notices';
import { useFocusKept } from './parts/use-focus-kept';
import { ParkedView } from './parked/parked-view';
import { RescuesView } from './rescues/rescues-view';
import { formatRoute, parseRoute, rescueMeant, type Route } from './route';
import { SendView } from './send/send-view';
import { type Store, useStore } from './store';

const VIEWS = {
  rescues: { title: 'Rescues', View: RescuesView },
  send: { title: 'Send', View: SendView },
  faults: { title: 'Break it', View: FaultsView },
  parked: { title: 'Parked', View: ParkedView },
  health: { title: 'Health', View: HealthView },
} as const;

export function App({ store, connection }: { store: Store; connection: Connection }) {
  useStore(store);
  const [route, go] = useRoute();
  const { notices, announce } = useNotices();
  const { title, View } = VIEWS[route.view];
  useEffect(() => {
    document.title = `${title} – Immortal Lambda`;
  }, [title]);
  const open = useOpen(route, store);
  useEffect(() => {
    void connection.open(open);
  }, [connection, open]);
  useFocusKept(contentOf);
  const page = useMemo(
    () => ({ store, route, open, go, announce }),
    [store, route, open, go, announce],
  );
  return (
    <PageProvider value={page}>
      <a class="skip" href="#main" onClick={skip}>
        Skip to content
      </a>
      <Header titles={VIEWS} />
      <main id="main" tabIndex={-1} class={`view view-${route.view}`}>
        <h1 class="unseen">{title}</h1>
        {store.snapshot === undefined ? <Waiting store={store} /> : <View />}
      </main>
      <Notices notices={notices} />
    </PageProvider>
  );
}

/** The hash of the URL is the route, so this link must not change it. */
function skip(event: Event): void {
  event.preventDefault();
  contentOf()?.focus();
}

function contentOf(): HTMLElement | null {
  return document.getElementById('main');
}

function Waiting({ store }: { store: Store }) {
  return (
    <p class="empty">
      {store.connection === 'gone'
        ? 'The local cloud does not answer. Start it with npm run cloud; this page waits for it.'
        : 'Connecting …'}
    </p>
  );
}

/** Adds the missing function to the URL once the request id turns out to be unique. */
function useOpen({ rescue }: Route, { rescues }: Store): RescueId | undefined {
  const open = rescueMeant(rescue, rescues);
  const { function: name, requestId } = open ?? {};
  useEffect(() => {
    if (open === undefined || rescue?.function !== undefined) return;
    location.replace(formatRoute({ ...parseRoute(location.hash), rescue: open }));
  }, [name, requestId, rescue?.function]);
  // Keeps the same object for the same rescue.
  return useMemo(() => open, [name, requestId]);
}

function useRoute(): [Route, (change: Partial<Route>) => void] {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  // Subscribes before anything else can change the URL: an effect after painting would miss a change.
  useLayoutEffect(() => {
    const follow = () => {
      setRoute(parseRoute(location.hash));
    };
    addEventListener('hashchange', follow);
    return () => {
      removeEventListener('hashchange', follow);
    };
  }, []);
  const go = useCallback((change: Partial<Route>) => {
    location.hash = formatRoute({ ...parseRoute(location.hash), ...change });
  }, []);
  return [route, go];
}
