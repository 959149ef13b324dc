// The form that sends an event to a function, once or many times.
import { useState } from 'preact/hooks';
import type { FunctionInfo, Invoked } from '../../api';
import { post } from '../api-client';
import { usePage } from '../context';
import { ActionButton } from '../parts/action-button';
import { CopyButton } from '../parts/copy-button';
import { Field } from '../parts/field';
import { NoFunction } from '../parts/no-function';
import { type Draft, readDraft, writeDraft } from '../settings';
import { checkEvent, readTimes } from './check-event';
import { SAMPLES } from './samples';

export function SendView() {
  const { store } = usePage();
  const { functions = [] } = store.snapshot ?? {};
  return functions.length === 0 ? <NoFunction /> : <SendForm functions={functions} />;
}

function SendForm({ functions }: { functions: readonly FunctionInfo[] }) {
  const { limits } = usePage().store.snapshot ?? {};
  const [draft, change] = useDraft(functions.map(({ name }) => name));
  const times = readTimes(draft.times, limits?.invocations ?? 1);
  const { bytes, problem } = checkEvent(draft.event, limits?.eventBytes ?? Infinity);
  return (
    <div class="columns">
      <section class="card" aria-labelledby="send-title">
        <h2 id="send-title">Send an event</h2>
        <p class="hint">Invokes the function asynchronously, as S3, SNS or EventBridge would.</p>
        <div class="form">
          <Field label="Function">
            <select
              value={draft.function}
              onChange={({ currentTarget: { value } }) => {
                change({ function: value });
              }}
            >
              {functions.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </Field>
          <Samples
            choose={(event) => {
              change({ event });
            }}
          />
          <Field label="Event">
            <textarea
              class="mono"
              rows={16}
              spellcheck={false}
              aria-invalid={problem !== undefined}
              aria-describedby="event-check"
              value={draft.event}
              onInput={({ currentTarget: { value } }) => {
                change({ event: value });
              }}
            />
          </Field>
          <p id="event-check" class={problem === undefined ? 'hint' : 'problem'} role="status">
            {problem ?? `JSON, ${bytes} bytes.`}
          </p>
          <div class="form-end">
            <Field label="Times" isSmall>
              <input
                inputMode="numeric"
                value={draft.times}
                aria-invalid={times === undefined}
                onInput={({ currentTarget: { value } }) => {
                  change({ times: value });
                }}
              />
            </Field>
            <SendButton draft={draft} isGood={problem === undefined} times={times} />
          </div>
        </div>
      </section>
      <Equivalent draft={draft} />
    </div>
  );
}

function Samples({ choose }: { choose: (event: string) => void }) {
  return (
    <div class="chips" role="group" aria-label="Sample events">
      {SAMPLES.map(({ name, event }) => (
        <button
          key={name}
          type="button"
          class="chip"
          onClick={() => {
            choose(JSON.stringify(event, null, 2));
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

interface SendProps {
  readonly draft: Draft;
  readonly isGood: boolean;
  readonly times: number | undefined;
}

function SendButton({ draft, isGood, times }: SendProps) {
  const { go, announce } = usePage();
  const send = async () => {
    const path = `functions/${encodeURIComponent(draft.function)}/invocations?times=${times ?? 1}`;
    const { requestIds } = await post<Invoked>(path, draft.event);
    const [first] = requestIds;
    const many = requestIds.length > 1;
    announce(many ? `Sent ${requestIds.length} events.` : 'Sent the event.');
    const { function: name } = draft;
    const rescue = many || first === undefined ? undefined : { function: name, requestId: first };
    go({ view: 'rescues', rescue, bar: undefined });
  };
  return (
    <ActionButton
      label={times !== undefined && times > 1 ? `Send ${times} times` : 'Send'}
      kind="primary"
      isDisabled={!isGood || times === undefined}
      act={send}
    />
  );
}

/** The equivalent commands. */
function Equivalent({ draft }: { draft: Draft }) {
  const aws = `aws lambda invoke --function-name ${draft.function} --invocation-type Event --cli-binary-format raw-in-base64-out --payload file://event.json /dev/null`;
  const npm = `npm start -- --function ${draft.function} --event event.json`;
  return (
    <section class="card" aria-labelledby="same-title">
      <h2 id="same-title">The same from a terminal</h2>
      {[aws, npm].map((command) => (
        <div key={command} class="command">
          <code class="mono">{command}</code>
          <CopyButton text={command} what="the command" />
        </div>
      ))}
      <p class="hint">
        The first one is for version 2 of the AWS CLI, with the <code>export</code> lines that{' '}
        <code>npm run cloud</code> prints.
      </p>
    </section>
  );
}

/** The draft survives a reload and a change of the stack's functions. */
function useDraft(functions: readonly string[]): [Draft, (change: Partial<Draft>) => void] {
  const [kept, setDraft] = useState(beginning);
  const draft = { ...kept, function: oneOf(functions, kept.function) };
  return [
    draft,
    (change) => {
      const changed = { ...draft, ...change };
      setDraft(changed);
      writeDraft(changed);
    },
  ];
}

function beginning(): Draft {
  const event = JSON.stringify(SAMPLES[0]?.event, null, 2);
  return { event, times: '1', function: '', ...readDraft() };
}

/** @param wanted the preferred function, if it exists */
function oneOf(functions: readonly string[], wanted: string): string {
  if (functions.includes(wanted)) return wanted;
  return functions.find((one) => one.endsWith('-smoke')) ?? functions[0] ?? '';
}
