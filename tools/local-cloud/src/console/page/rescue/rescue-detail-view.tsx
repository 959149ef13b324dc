// One rescue: its heading, actions, waterfall, and selected bar.
import { isSameRescue, type Rescue, type RescueId, rescueKey } from '../../../timeline';
import { useMemo } from 'preact/hooks';
import { usePage } from '../context';
import { CopyButton } from '../parts/copy-button';
import { StatePill } from '../parts/state-pill';
import { span as inWords } from '../parts/times';
import { useNow } from '../parts/use-now';
import type { OpenRescue } from '../store';
import { RescueActions } from './rescue-actions';
import { SpanPanel } from './span-panel';
import { courseOf, type Course, type Span } from './spans';
import { Waterfall } from './waterfall';

const GROWING_MS = 250;

export function RescueDetailView({ id }: { id: RescueId }) {
  const { store, route, go } = usePage();
  const { open } = store;
  if (!open || !isSameRescue(id, open.id)) return <p class="empty">Loading …</p>;
  if (open.failure !== undefined) return <Missing failure={open.failure} />;
  const { rescue } = open;
  if (!rescue) return <p class="empty">Loading …</p>;
  return (
    <Opened
      key={rescueKey(id)}
      rescue={rescue}
      open={open}
      bar={route.bar}
      select={(bar) => {
        go({ bar });
      }}
    />
  );
}

export function Missing({ failure }: { failure: string }) {
  return (
    <div class="empty">
      <BackLink />
      <p>{failure}</p>
      <p>It may belong to an earlier run of the local cloud, or have been dropped.</p>
    </div>
  );
}

interface OpenedProps {
  readonly rescue: Rescue;
  readonly open: OpenRescue;
  readonly bar: string | undefined;
  readonly select: (bar: string) => void;
}

function Opened({ rescue, open, bar, select }: OpenedProps) {
  const { store } = usePage();
  const now = useNow(store, rescue.endedAt === undefined ? GROWING_MS : 0);
  const { entries, version } = open;
  const course = useMemo(
    () => courseOf(rescue.function, entries),
    // The array is mutated in place; its version changes.
    [rescue.function, entries, version],
  );
  const selected = course.spans.find(({ key }) => key === bar) ?? tellingSpan(course);
  return (
    <article class="detail" aria-labelledby="rescue-title">
      <BackLink />
      <Heading rescue={rescue} now={now} course={course} />
      {open.isCut && <p class="hint">The oldest entries or log lines were dropped.</p>}
      <Waterfall
        course={course}
        from={rescue.startedAt}
        to={rescue.endedAt ?? now}
        now={now}
        selected={selected?.key}
        onSelect={select}
      />
      <SpanPanel rescue={rescue} open={open} span={selected} now={now} />
    </article>
  );
}

/** The default selection: the step in progress, or else the final one. */
function tellingSpan({ spans }: Course): Span | undefined {
  const lasting = spans.findLast(({ to }) => to === undefined);
  const telling = spans.findLast(({ kind }) => ['attempt', 'task', 'parked'].includes(kind));
  return lasting ?? telling ?? spans.at(-1);
}

export function BackLink() {
  const { go } = usePage();
  return (
    <button
      type="button"
      class="quiet back"
      onClick={() => {
        go({ rescue: undefined, bar: undefined });
      }}
    >
      ← All rescues
    </button>
  );
}

function Heading({ rescue, now, course }: { rescue: Rescue; now: number; course: Course }) {
  const { requestId, function: name, state, by, startedAt, endedAt } = rescue;
  const took = (endedAt ?? now) - startedAt;
  const onAws = took / 1000 + course.spans.reduce((sum, span) => sum + moreOnAws(span, now), 0);
  const where = by === undefined ? '' : by === 'lambda' ? ' in Lambda' : ' in a container';
  return (
    <header class="detail-head">
      <div class="detail-line">
        <h2 id="rescue-title">{name || 'unknown function'}</h2>
        <p class="detail-state">
          <StatePill state={state} />
          <span>{where}</span>
          <span class="muted">
            {inWords(took)}
            {onAws * 1000 > took * 1.5 && ` here, about ${inWords(onAws * 1000)} on AWS`}
          </span>
        </p>
      </div>
      <div class="detail-line">
        <p class="detail-id">
          <span class="mono">{requestId}</span>
          <CopyButton text={requestId} what="the request id" />
        </p>
        <RescueActions rescue={rescue} />
      </div>
    </header>
  );
}

/** Seconds. */
function moreOnAws({ from, to, awsSeconds }: Span, now: number): number {
  return awsSeconds === undefined ? 0 : awsSeconds - ((to ?? now) - from) / 1000;
}
