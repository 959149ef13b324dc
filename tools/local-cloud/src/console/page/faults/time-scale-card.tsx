// Shows and changes the time scale.
import { useState } from 'preact/hooks';
import { post } from '../api-client';
import { usePage } from '../context';
import { ActionButton } from '../parts/action-button';
import { Field } from '../parts/field';
import { scaleSentence } from '../parts/times';
import { readTimes } from '../send/check-event';

const PRESETS = [1, 60, 900] as const;

export function TimeScaleCard() {
  const { store } = usePage();
  const { timeScale = 1 } = store.status ?? {};
  const [text, setText] = useState(String(timeScale));
  const scale = readTimes(text, store.snapshot?.limits.timeScale ?? 1);
  return (
    <section class="card" aria-labelledby="scale-title">
      <h2 id="scale-title">Time</h2>
      <p class="hint">
        {`${scaleSentence(timeScale)} Timeouts are not scaled, except the sample’s. Waits that have begun keep their duration.`}
      </p>
      <div class="form-end">
        <Field label="Scale" isSmall>
          <input
            inputMode="numeric"
            value={text}
            aria-invalid={scale === undefined}
            onInput={({ currentTarget: { value } }) => {
              setText(value);
            }}
          />
        </Field>
        <div class="chips" role="group" aria-label="Scales">
          {PRESETS.map((preset) => (
            <button
              key={preset}
              type="button"
              class="chip"
              onClick={() => {
                setText(String(preset));
              }}
            >
              {preset === 1 ? 'real time' : `${preset}×`}
            </button>
          ))}
        </div>
        <ActionButton
          label="Change"
          kind="primary"
          done={scale === undefined ? '' : scaleSentence(scale)}
          isDisabled={scale === undefined || scale === timeScale}
          act={() => post('time-scale', { timeScale: scale })}
        />
      </div>
    </section>
  );
}
