// What a function or a task has written, as it comes. Text, whatever it looks like.
import { readableLine } from '../../../timeline';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { CopyButton } from '../parts/copy-button';
import { printable } from '@immortal/shared';
import type { LogEntry, Span } from './spans';

/** Lines that are made; Copy has all that there are. */
const MAX_SHOWN = 500;

interface Props {
  readonly span: Span;
  readonly requestId: string;
  /** Milliseconds since the local cloud was started: times are counted from there. */
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
  // Metrics: only CloudWatch is meant to read them, so they stand back.
  const text = withoutKnown(readable ?? entry.line, requestId);
  return (
    <div class={`log-line ${levelOf(text)} ${readable === undefined ? 'is-metric' : ''}`}>
      <span class="log-time">{((entry.at - since) / 1000).toFixed(2)}</span>
      <span class="log-text">{printable(text)}</span>
    </div>
  );
}

/** Node.js's runtime begins each line with the time and the request id, which are shown already. */
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
    return `It has taken ${messages} messages at once, so its lines belong to none of them alone.`;
  }
  return to === undefined ? 'Nothing is written yet.' : 'Nothing was written.';
}

/** Follows the end, unless somebody has scrolled away from it. */
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
