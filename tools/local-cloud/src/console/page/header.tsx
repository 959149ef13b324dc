// The header: navigation, the status of the local cloud, and the theme.
import { useState } from 'preact/hooks';
import { usePage } from './context';
import { scaleSentence } from './parts/times';
import { formatRoute, VIEWS, type View } from './route';
import { applyTheme, readTheme, type Theme, THEMES } from './settings';

type Titles = Readonly<Record<View, { readonly title: string }>>;

export function Header({ titles }: { titles: Titles }) {
  const { store, route } = usePage();
  return (
    <header class="header">
      <div class="brand">
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path class="brand-mark" d="M5 20 11 8 9 3H6M11 8l6 12h3" />
        </svg>
        <span>
          Immortal Lambda<span class="brand-sub"> local cloud</span>
        </span>
      </div>
      <nav class="nav" aria-label="Views">
        {VIEWS.map((view) => (
          <a
            key={view}
            href={formatRoute({ view, filter: route.filter })}
            aria-current={view === route.view ? 'page' : undefined}
          >
            {titles[view].title}
            {view === 'parked' && (store.status?.parked ?? 0) > 0 && (
              <span class="badge">{store.status?.parked}</span>
            )}
            {view === 'faults' && (store.status?.faults.length ?? 0) > 0 && (
              <span class="badge badge-fault">{store.status?.faults.length}</span>
            )}
          </a>
        ))}
      </nav>
      <div class="header-end">
        <TimeScale />
        <ConnectionState />
        <ThemeButton />
      </div>
    </header>
  );
}

function TimeScale() {
  const { store, route } = usePage();
  if (!store.status) return null;
  const { timeScale } = store.status;
  return (
    <a
      class="scale"
      href={formatRoute({ view: 'faults', filter: route.filter })}
      title={scaleSentence(timeScale)}
    >
      {timeScale}× time
    </a>
  );
}

const WORDS = {
  connecting: 'connecting',
  live: 'live',
  gone: 'no local cloud',
  locked: 'another run: open the URL that it printed',
} as const;

function ConnectionState() {
  const { connection } = usePage().store;
  return (
    <span class={`connection connection-${connection}`} role="status">
      {WORDS[connection]}
    </span>
  );
}

const SHAPES: Readonly<Record<Theme, string>> = { auto: '◐', light: '☀', dark: '☾' };

function ThemeButton() {
  const [theme, setTheme] = useState(readTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
  const change = () => {
    applyTheme(next);
    setTheme(next);
  };
  return (
    <button type="button" class="quiet" title={`Change to ${next}`} onClick={change}>
      <span aria-hidden="true">{SHAPES[theme]} </span>
      <span class="unseen">Theme: </span>
      {theme}
    </button>
  );
}
