// The view for faults and the time scale.
import { useEffect, useState } from 'preact/hooks';
import type { ArmedFault, FaultPoints } from '../../api';
import { get, messageOf, post } from '../api-client';
import { usePage } from '../context';
import { ActionButton } from '../parts/action-button';
import { CopyButton } from '../parts/copy-button';
import { Field } from '../parts/field';
import { readTimes } from '../send/check-event';
import { kindsOf, OWN_ERROR, pointGroups } from './fault-choices';
import { TimeScaleCard } from './time-scale-card';

const MAX_COUNT = 999_999_999;

export function FaultsView() {
  const { store } = usePage();
  return (
    <div class="columns">
      <div class="stack">
        <ArmCard />
        <TimeScaleCard />
      </div>
      <ArmedCard faults={store.status?.faults ?? []} />
    </div>
  );
}

function ArmCard() {
  const points = useFaultPoints();
  const [point, setPoint] = useState('task');
  const [kind, setKind] = useState('spot');
  const [error, setError] = useState('ThrottlingException');
  const [count, setCount] = useState('1');
  const kinds = points ? kindsOf(points, point) : [];
  const chosen = kinds.find(([name]) => name === kind) ?? kinds[0];
  const times = readTimes(count, MAX_COUNT);
  const name = chosen?.[0] === OWN_ERROR ? error : (chosen?.[0] ?? '');
  const option = `--fault ${point}=${name}${times === 1 ? '' : `:${count}`}`;
  return (
    <section class="card" aria-labelledby="arm-title">
      <h2 id="arm-title">Arm a fault</h2>
      <p class="hint">Faults at the same point fire in the order in which you arm them.</p>
      <div class="form">
        <Field label="Where">
          <select
            value={point}
            onChange={({ currentTarget: { value } }) => {
              setPoint(value);
            }}
          >
            {points &&
              pointGroups(points).map(({ title, names }) => (
                <optgroup key={title} label={title}>
                  {names.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </optgroup>
              ))}
          </select>
        </Field>
        <Field label="What">
          <select
            value={chosen?.[0]}
            aria-describedby="kind-meaning"
            onChange={({ currentTarget: { value } }) => {
              setKind(value);
            }}
          >
            {kinds.map(([one]) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </Field>
        <p id="kind-meaning" class="hint">
          {chosen?.[1]}
        </p>
        {chosen?.[0] === OWN_ERROR && (
          <Field label="AWS error code">
            <input
              value={error}
              onInput={({ currentTarget: { value } }) => {
                setError(value.trim());
              }}
            />
          </Field>
        )}
        <div class="form-end">
          <Field label="Times" isSmall>
            <input
              inputMode="numeric"
              value={count}
              aria-invalid={times === undefined}
              onInput={({ currentTarget: { value } }) => {
                setCount(value);
              }}
            />
          </Field>
          <ActionButton
            label="Arm"
            kind="primary"
            done={`Armed ${point}=${name}.`}
            isDisabled={times === undefined || name === ''}
            act={() => post('faults/arm', { point, kind: name, count: times })}
          />
        </div>
        <div class="command">
          <code class="mono">{option}</code>
          <CopyButton text={option} what="the option" />
        </div>
        <p class="hint">
          The same for <code>npm start</code> and <code>npm run cloud</code>.
        </p>
      </div>
    </section>
  );
}

function ArmedCard({ faults }: { faults: readonly ArmedFault[] }) {
  return (
    <section class="card" aria-labelledby="armed-title">
      <h2 id="armed-title">Armed</h2>
      {faults.length === 0 ? (
        <p class="empty">No faults armed.</p>
      ) : (
        <ul class="rows">
          {faults.map(({ point, kind, left }, index) => (
            <li key={index}>
              <span class="mono">
                {point}={kind}
              </span>
              <span class="muted">{left === 1 ? 'once' : `${left} times`}</span>
              <ActionButton
                label="Disarm"
                name={`Disarm ${point}=${kind}`}
                done={`Disarmed ${point}=${kind}.`}
                act={() => post('faults/disarm', { point, kind })}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function useFaultPoints(): FaultPoints | undefined {
  const { announce } = usePage();
  const [points, setPoints] = useState<FaultPoints | undefined>();
  useEffect(() => {
    get<FaultPoints>('fault-points').then(setPoints, (error: unknown) => {
      announce(messageOf(error), 'bad');
    });
  }, [announce]);
  return points;
}
