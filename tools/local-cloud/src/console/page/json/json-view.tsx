// Shows an event as collapsible JSON or as plain text. Its content is never interpreted as markup.
import { useMemo, useState } from 'preact/hooks';
import { CopyButton } from '../parts/copy-button';
import { printable } from '@immortal/shared';
import { isContainer, type Member, membersOf, type Place, rootOf } from './outline';

interface Props {
  readonly text: string;
  /** Names the text in button labels: `the event`. */
  readonly what: string;
}

/** How many characters of a long text are rendered at once. */
const MAX_SHOWN = 50_000;

export function JsonView({ text, what }: Props) {
  const [raw, setRaw] = useState(false);
  const root = useMemo(() => (isJson(text) ? rootOf(text) : undefined), [text]);
  const asTree = root !== undefined && !raw;
  return (
    <div class="json">
      <div class="json-bar">
        <span class="muted">{sizeOf(text)}</span>
        {root !== undefined && (
          <button
            type="button"
            class="quiet"
            aria-pressed={raw}
            onClick={() => {
              setRaw(!raw);
            }}
          >
            As text
          </button>
        )}
        <CopyButton text={text} what={what} />
      </div>
      {asTree ? (
        <div class="tree mono">
          <Value text={text} place={root} depth={0} />
        </div>
      ) : (
        <RawText text={text} />
      )}
    </div>
  );
}

function RawText({ text }: { text: string }) {
  const rest = text.length - MAX_SHOWN;
  return (
    <pre class="raw mono" tabIndex={0} aria-label="Text">
      {printable(text.slice(0, MAX_SHOWN))}
      {rest > 0 && <span class="muted">{`\n… ${rest} more characters; Copy has them all`}</span>}
    </pre>
  );
}

interface ValueProps {
  readonly text: string;
  readonly place: Place;
  readonly depth: number;
  readonly label?: string;
}

/** Levels that start expanded if they are short. */
const OPEN_DEPTH = 2;
const OPEN_LENGTH = 4000;

function Value(props: ValueProps) {
  const { text, place } = props;
  return isContainer(text, place) ? <Container {...props} /> : <Scalar {...props} />;
}

function Container({ text, place, depth, label }: ValueProps) {
  const [open, setOpen] = useState(
    depth === 0 || (depth < OPEN_DEPTH && place.end - place.start < OPEN_LENGTH),
  );
  const isArray = text[place.start] === '[';
  const [left, right] = isArray ? '[]' : '{}';
  return (
    <div class="tree-node">
      <button
        type="button"
        class="tree-toggle"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <span aria-hidden="true" class="tree-arrow">
          {open ? '▾' : '▸'}
        </span>
        <Label label={label} />
        {open ? left : `${left ?? ''}…${right ?? ''}`}
      </button>
      {open && (
        <>
          <Members text={text} place={place} depth={depth} />
          <span class="tree-close">{right}</span>
        </>
      )}
    </div>
  );
}

/** Members that are rendered at once. */
const PORTION = 100;

function Members({ text, place, depth }: ValueProps) {
  const members = useMemo(() => membersOf(text, place), [text, place]);
  const [shown, setShown] = useState(PORTION);
  const rest = members.length - shown;
  return (
    <div class="tree-members">
      {members.slice(0, shown).map((member, index) => (
        <Value
          key={member.start}
          text={text}
          place={member}
          depth={depth + 1}
          label={labelOf(member, index)}
        />
      ))}
      {rest > 0 && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setShown(shown + PORTION);
          }}
        >
          {`Show ${Math.min(PORTION, rest)} of ${rest} more`}
        </button>
      )}
    </div>
  );
}

function labelOf({ key }: Member, index: number): string {
  return key ?? String(index);
}

const KINDS = { '"': 'string', t: 'literal', f: 'literal', n: 'literal' } as const;

function Scalar({ text, place, label }: ValueProps) {
  const first = text[place.start] as keyof typeof KINDS | undefined;
  const kind = (first && KINDS[first]) ?? 'number';
  const shown = text.slice(place.start, Math.min(place.end, place.start + MAX_SHOWN));
  const rest = place.end - place.start - shown.length;
  return (
    <div class="tree-leaf">
      <Label label={label} />
      <span class={`tree-${kind}`}>{printable(shown)}</span>
      {rest > 0 && <span class="muted">{` … ${rest} more characters; Copy has them all`}</span>}
    </div>
  );
}

function Label({ label }: { label: string | undefined }) {
  if (label === undefined) return null;
  return (
    <>
      <span class="tree-key">{printable(label)}</span>
      {': '}
    </>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function sizeOf(text: string): string {
  const { length } = new TextEncoder().encode(text);
  return length < 10_000 ? `${length} bytes` : `${Math.round(length / 1000)} kB`;
}
