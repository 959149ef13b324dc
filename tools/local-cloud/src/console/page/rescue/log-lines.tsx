// The log lines of a function or task, always shown as text.
import { readableLine } from '../../../timeline';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CopyButton } from '../parts/copy-button';
import { printable } from '@immortal/shared';
import type { LogEntry, Span } from './spans';

/** How many lines are rendered; Copy includes all of them. */
const MAX_SHOWN = 500;

interface Props {
  readonly span: Span;
  readonly requestId: string;
  /** The start of the displayed times: milliseconds since the local cloud was started. */
  readonly since: number;
}

export function LogLines({ span, requestId, since }: Props) {
  const { lines } = span;
  const box = useLines(lines.at(-1));
  if (lines.length === 0) return <p class="empty">{emptyText(span)}</p>;
  const hidden = lines.length - MAX_SHOWN;
  return (
    <div class="log">
      <div class="json-bar">
        {hidden > 0 && <span class="muted">{hidden} older lines are not shown</span>}
        <CopyButton text={lines.map(({ line }) => line).join('\n')} what="all lines" />
      </div>
      <div ref={box} class="log-box mono" tabIndex={0} role="log" aria-label="Log lines">
        {lines.slice(-MAX_SHOWN).map((entry, index) => (
          <Line key={Math.max(0, hidden) + index} {...{ entry, requestId, since }} />
        ))}
      </div>
    </div>
  );
}

function Line({ entry, requestId, since }: Omit<Props, 'span'> & { readonly entry: LogEntry }) {
  const readable = readableLine(entry.line);
  // Metrics are meant for CloudWatch only, so they are dimmed.
  const text = withoutKnown(readable ?? entry.line, requestId);
  return (
    <div class={`log-line ${levelOf(text)} ${readable === undefined ? 'is-metric' : ''}`}>
      <span class="log-time">{((entry.at - since) / 1000).toFixed(2)}</span>
      <span class="log-text">{printable(text)}</span>
    </div>
  );
}

/** The Node.js runtime prefixes each line with the time and the request id, which the page already shows. */
function withoutKnown(line: string, requestId: string): string {
  const [time = '', id, ...rest] = line.split('\t');
  return id === requestId && /^[\d:.TZ-]+$/.test(time) ? rest.join('\t') : line;
}

function levelOf(text: string): string {
  return /(^|\s)(WARN|ERROR|FATAL)\s/.exec(text.slice(0, 200))?.[2]?.toLowerCase() ?? '';
}

function emptyText({ kind, facts, to }: Span): string {
  const messages = Number(facts.find(([name]) => name === 'Messages')?.[1] ?? 1);
  if (kind === 'secondary' && messages > 1) {
    return `It received ${messages} messages in one batch, so its log lines belong to all of them.`;
  }
  return to === undefined ? 'No log lines yet.' : 'No log lines.';
}

/** Scrolls to new lines unless the reader has scrolled up. */
function useLines(last: LogEntry | undefined) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    if (isAtEnd.current) current.scrollTop = current.scrollHeight;
    const look = () => {
      isAtEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < 40;
    };
    current.addEventListener('scroll', look, { passive: true });
    return () => {
      current.removeEventListener('scroll', look);
    };
  }, [last]);
  return box;
}
