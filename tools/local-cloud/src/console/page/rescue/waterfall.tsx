// The waterfall: every bar of a rescue on one time axis, with its duration here and on AWS.
import { usePage } from '../context';
import { span as inWords, tick } from '../parts/times';
import { type Axis, axisOf } from './axis';
import type { Course, Mark, Span } from './spans';

interface Props {
  readonly course: Course;
  /** Milliseconds since the local cloud was started. */
  readonly from: number;
  /** The end, or now. */
  readonly to: number;
  readonly now: number;
  readonly selected: string | undefined;
  readonly onSelect: (key: string) => void;
}

export function Waterfall({ course, from, to, now, selected, onSelect }: Props) {
  const { store } = usePage();
  const { spans, marks } = course;
  const ends = spans.map((span) => (span.kind === 'parked' ? span.from : (span.to ?? to)));
  const end = Math.max(to, ...ends);
  const axis = axisOf({ from, to: end }, spans.flatMap(idleTime));
  const isScaled = store.status?.timeScale !== 1;
  const rows = spans.map((span) => (
    <Row
      key={span.key}
      {...{ span, axis, end, now, onSelect }}
      isSelected={span.key === selected}
    />
  ));
  return (
    <div class="waterfall">
      <div class="wf-head" aria-hidden="true">
        <span class="wf-label">Step</span>
        <span class="wf-axis">
          {axis.ticks.map(({ x, ms }) => (
            <span
              key={ms}
              class={`wf-tick ${x > 0.9 ? 'is-last' : ''}`}
              style={{ left: percent(x) }}
            >
              {tick(ms)}
            </span>
          ))}
        </span>
        <span class="wf-time wf-here">here</span>
        <span class="wf-time">{isScaled ? 'on AWS' : ''}</span>
      </div>
      <div class="wf-body">
        <Background axis={axis} marks={marks} />
        <ol class="wf-rows" aria-label="Steps of the rescue" onKeyDown={moveFocus}>
          {rows}
        </ol>
      </div>
      {marks.length > 0 && (
        <ul class="wf-marks" aria-label="Faults and errors">
          {marks.map(({ at, text }, index) => (
            <li key={index}>
              <span aria-hidden="true">⚡</span> {inWords(at - from)}: {text}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Parked time is folded. */
function idleTime({ kind, from, to }: Span) {
  return kind === 'parked' && to !== undefined ? [{ from, to }] : [];
}

function Background({ axis, marks }: { axis: Axis; marks: readonly Mark[] }) {
  return (
    <div class="wf-grid" aria-hidden="true">
      {axis.ticks.map(({ x, ms }) => (
        <span key={ms} class="wf-line" style={{ left: percent(x) }} />
      ))}
      {axis.folds.map(({ from, to }) => (
        <span key={from} class="wf-fold" style={placed(axis.xOf(from), axis.xOf(to))} />
      ))}
      {marks.map(({ at }, index) => (
        <span key={index} class="wf-strike" style={{ left: percent(axis.xOf(at)) }} />
      ))}
    </div>
  );
}

interface RowProps {
  readonly span: Span;
  readonly axis: Axis;
  /** The end of the axis; parked bars extend beyond it. */
  readonly end: number;
  readonly now: number;
  readonly isSelected: boolean;
  readonly onSelect: (key: string) => void;
}

function Row({ span, axis, end, now, isSelected, onSelect }: RowProps) {
  const { key, kind, label, from, to, limitAt, tone, awsSeconds, outcome } = span;
  const [left, right] = [axis.xOf(from), axis.xOf(to ?? end)];
  const took = inWords((to ?? now) - from);
  const onAws = awsSeconds === undefined ? undefined : inWords(awsSeconds * 1000);
  return (
    <li>
      <button
        type="button"
        class="wf-row"
        data-bar={key}
        aria-current={isSelected ? 'true' : undefined}
        onClick={() => {
          onSelect(key);
        }}
      >
        <span class="wf-label">
          <span class={`wf-dot bar-${kind} tone-${tone}`} />
          {label}
          <span class="unseen">{`, ${outcome || 'in progress'},`}</span>
        </span>
        <span class="wf-axis">
          {limitAt !== undefined && (
            <span class="wf-room" style={placed(left, axis.xOf(limitAt))} />
          )}
          <span
            class={`wf-bar bar-${kind} tone-${tone} ${to === undefined ? 'is-open' : ''}`}
            style={placed(left, right)}
          />
          {limitAt !== undefined && limitAt <= end && (
            <span class="wf-limit" style={{ left: percent(axis.xOf(limitAt)) }} />
          )}
        </span>
        <span class="wf-time">{took}</span>
        <span class="wf-time">
          {onAws !== undefined && <span class="wf-unit">, on AWS </span>}
          <span class="wf-aws">{onAws}</span>
        </span>
      </button>
    </li>
  );
}

/** Arrow keys move between bars, like Tab. */
function moveFocus(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const list = event.currentTarget;
  if (step === undefined || !(list instanceof HTMLElement)) return;
  event.preventDefault();
  const rows = [...list.querySelectorAll<HTMLElement>('.wf-row')];
  const index = rows.findIndex((row) => row === document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, index + step))]?.focus();
}

function placed(left: number, right: number) {
  return { left: percent(left), width: percent(Math.max(0, right - left)) };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}
