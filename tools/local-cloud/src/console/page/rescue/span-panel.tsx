// The selected bar: its outcome, log lines, event, and context, and the timeline of the rescue.
import type { Rescue } from '../../../timeline';
import { usePage } from '../context';
import { printable } from '@immortal/shared';
import { Tabs } from '../parts/tabs';
import { span as inWords } from '../parts/times';
import type { OpenRescue } from '../store';
import { ContextPanel } from './context-panel';
import { EventPanel } from './event-panel';
import { LogLines } from './log-lines';
import type { Span } from './spans';
import { Story } from './story';

interface Props {
  readonly rescue: Rescue;
  readonly open: OpenRescue;
  readonly span: Span | undefined;
  readonly now: number;
}

export function SpanPanel({ rescue, open, span, now }: Props) {
  const { store } = usePage();
  if (!span) return <p class="empty">Lambda has accepted the event and not started yet.</p>;
  const fn = store.snapshot?.functions.find(({ name }) => name === rescue.function);
  const speaks = span.kind === 'attempt' || span.kind === 'task' || span.kind === 'secondary';
  return (
    <section class="panel" aria-labelledby="panel-title">
      <header class="panel-head">
        <h3 id="panel-title">{span.label}</h3>
        <Outcome span={span} now={now} />
      </header>
      {span.error !== undefined && <p class="error mono">{printable(span.error)}</p>}
      <Facts span={span} />
      <Tabs
        label="About this step"
        tabs={[
          ...(speaks
            ? [
                {
                  key: 'log',
                  title: `Log (${span.lines.length})`,
                  body: () => (
                    <LogLines
                      key={span.key}
                      span={span}
                      requestId={rescue.requestId}
                      since={rescue.startedAt}
                    />
                  ),
                },
              ]
            : []),
          { key: 'event', title: 'Event', body: () => <EventPanel rescue={rescue} open={open} /> },
          {
            key: 'context',
            title: 'Context',
            body: () => <ContextPanel rescue={rescue} span={span} fn={fn} />,
          },
          {
            key: 'story',
            title: 'Timeline',
            body: () => <Story entries={open.entries} since={rescue.startedAt} />,
          },
        ]}
      />
    </section>
  );
}

function Outcome({ span, now }: { span: Span; now: number }) {
  const { outcome, tone, from, to, awsSeconds } = span;
  const aws = awsSeconds === undefined ? '' : ` (on AWS ${inWords(awsSeconds * 1000)})`;
  return (
    <p class="panel-outcome">
      <span class={`outcome tone-${tone}`}>{outcome || 'in progress'}</span>
      <span class="muted">{`${inWords((to ?? now) - from)}${aws}`}</span>
    </p>
  );
}

function Facts({ span: { facts } }: { span: Span }) {
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="mono">{printable(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
