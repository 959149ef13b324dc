// The health view: statistics, queues over the last minutes, and running tasks.
import { RESCUE_STATES } from '../../../timeline';
import type { ActiveTask, Sample } from '../../api';
import { post } from '../api-client';
import { usePage } from '../context';
import { ActionButton } from '../parts/action-button';
import { StatePill } from '../parts/state-pill';
import { age, span } from '../parts/times';
import { formatRoute, NO_FILTER, rescueLink } from '../route';
import { countStates, rescueTimes } from './figures';
import { Plot } from './plot';

export function HealthView() {
  return (
    <div class="health">
      <Figures />
      <Queues />
      <Tasks />
    </div>
  );
}

function Figures() {
  const { store } = usePage();
  const { tasks = [], taskLimit = 0 } = store.status ?? {};
  const running = tasks.filter(({ status }) => status === 'RUNNING').length;
  const { rescued, median, p95 } = rescueTimes(store.rescues.all());
  const counts = countStates(store.rescues.all());
  return (
    <section class="figures" aria-label="Figures">
      <Figure title="Tasks running" value={`${running} of ${taskLimit}`}>
        <meter min={0} max={taskLimit} value={running} aria-label="Tasks running" />
      </Figure>
      <Figure title="Rescued in a container" value={String(rescued)} />
      <Figure title="Time to rescue, median" value={median === undefined ? '–' : span(median)} />
      <Figure title="Time to rescue, 95th percentile" value={p95 === undefined ? '–' : span(p95)} />
      <div class="figure figure-states">
        <h2>Rescues by state</h2>
        <ul>
          {RESCUE_STATES.map((state) => (
            <li key={state}>
              <a href={formatRoute({ view: 'rescues', filter: { ...NO_FILTER, states: [state] } })}>
                <StatePill state={state} /> <b>{counts[state]}</b>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

interface FigureProps {
  readonly title: string;
  readonly value: string;
  readonly children?: preact.ComponentChildren;
}

function Figure({ title, value, children }: FigureProps) {
  return (
    <div class="figure">
      <h2>{title}</h2>
      <p class="figure-value">{value}</p>
      {children}
    </div>
  );
}

function Queues() {
  const { samples } = usePage().store;
  const names = Object.keys(samples.at(-1)?.depths ?? {});
  return (
    <section class="card wide" aria-labelledby="queues-title">
      <h2 id="queues-title">Queues, the last five minutes</h2>
      {names.length === 0 && (
        <p class="empty">
          {samples.length === 0
            ? 'The first sample arrives in a second.'
            : 'There are no queues yet.'}
        </p>
      )}
      <ul class="plots">
        {names.map((name) => (
          <li key={name}>
            <Plot title={name} unit="messages" points={pointsOf(samples, name)} />
          </li>
        ))}
        {names.length > 0 && (
          <li>
            <Plot
              title="Tasks running"
              unit="tasks"
              points={samples.map(({ at, running }) => ({ at, value: running }))}
            />
          </li>
        )}
      </ul>
    </section>
  );
}

function pointsOf(samples: readonly Sample[], name: string) {
  return samples.map(({ at, depths }) => ({ at, value: depths[name] ?? 0 }));
}

function Tasks() {
  const { store } = usePage();
  const tasks = store.status?.tasks ?? [];
  return (
    <section class="card wide" aria-labelledby="tasks-title">
      <h2 id="tasks-title">Tasks</h2>
      {tasks.length === 0 ? (
        <p class="empty">No tasks are running.</p>
      ) : (
        <ul class="rows">
          {tasks.map((task) => (
            <TaskRow key={task.id} task={task} now={store.now()} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TaskRow({ task, now }: { task: ActiveTask; now: number }) {
  const { id, status, createdAt, requestId } = task;
  return (
    <li>
      <span class="mono">{id.slice(0, 8)}</span>
      <span>{status}</span>
      {requestId !== undefined && (
        <a class="mono" href={rescueLink({ ...task, requestId })}>
          {requestId}
        </a>
      )}
      <span class="muted">{age(now - createdAt)}</span>
      <ActionButton
        label="Stop"
        name={`Stop task ${id.slice(0, 8)}`}
        done="Stopping the task."
        act={() => post(`tasks/${id}/stop`)}
      />
    </li>
  );
}
