// Notifications about successes and failures, announced by screen readers.
import { useCallback, useState } from 'preact/hooks';

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

const SHOWN_MS = 6000;
let lastId = 0;

export function useNotices() {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const announce = useCallback((text: string, tone: Notice['tone'] = 'good') => {
    lastId += 1;
    const notice = { id: lastId, text, tone };
    setNotices((all) => [...all.slice(-2), notice]);
    window.setTimeout(() => {
      setNotices((all) => all.filter(({ id }) => id !== notice.id));
    }, SHOWN_MS);
  }, []);
  return { notices, announce };
}

export function Notices({ notices }: { notices: readonly Notice[] }) {
  return (
    <div class="notices" role="log" aria-label="Notifications">
      {notices.map(({ id, text, tone }) => (
        <p key={id} class={`notice notice-${tone}`}>
          {text}
        </p>
      ))}
    </div>
  );
}
