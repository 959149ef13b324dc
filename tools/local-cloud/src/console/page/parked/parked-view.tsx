// The view of parked events, which can be sent back or dropped.
import { useEffect, useState } from 'preact/hooks';
import type { ParkedMessage, ParkedMessages } from '../../api';
import { get, messageOf, post } from '../api-client';
import { usePage } from '../context';
import { JsonView } from '../json/json-view';
import { ActionButton } from '../parts/action-button';
import { Fetched } from '../parts/fetched';
import { printable } from '@immortal/shared';
import { age, clock } from '../parts/times';
import { rescueLink } from '../route';

export function ParkedView() {
  const parked = useParked();
  if (!parked) return <p class="empty">Loading …</p>;
  const { messages, total } = parked;
  return (
    <section class="card wide" aria-labelledby="parked-title">
      <h2 id="parked-title">Parked events</h2>
      <p class="hint">
        The same as <code>npm run parked</code>: list, show, redrive and drop.
      </p>
      {messages.length === 0 && <p class="empty">No parked events.</p>}
      <ul class="parked">
        {messages.map((message) => (
          <ParkedRow key={message.messageId} message={message} />
        ))}
      </ul>
      {total > messages.length && (
        <p class="hint">{`Showing the newest ${messages.length} of ${total}.`}</p>
      )}
    </section>
  );
}

function ParkedRow({ message }: { message: ParkedMessage }) {
  const [shown, setShown] = useState(false);
  const { messageId, requestId, function: name, reason, errorMessage, attempts, sentAt } = message;
  const what = `${name ?? 'unknown function'}, request ${requestId ?? 'unknown'}`;
  return (
    <li class="parked-row">
      <div class="parked-head">
        <h3>{name ?? 'unknown function'}</h3>
        {requestId !== undefined && (
          <a
            class="mono"
            href={rescueLink({ ...message, requestId })}
            aria-label={`Open the rescue ${requestId}`}
          >
            {requestId.slice(0, 8)}
          </a>
        )}
        <span class="muted">
          {`${age(Date.now() - sentAt)} ago, at ${clock(sentAt)}`}
          {attempts !== undefined &&
            `, after ${attempts} ${attempts === '1' ? 'container' : 'containers'}`}
        </span>
      </div>
      <p class="parked-reason">{printable(reason ?? errorMessage ?? 'No reason given.')}</p>
      <div class="actions">
        <ActionButton
          label="Redrive"
          name={`Redrive ${what}`}
          kind="primary"
          done="Sent back to its queue."
          isDisabled={message.isHeld || message.from === undefined}
          act={() => post(`parked/${messageId}/redrive`)}
        />
        <ActionButton
          label="Drop"
          name={`Drop ${what}`}
          confirm="Delete permanently"
          done="Dropped."
          isDisabled={message.isHeld}
          act={() => post(`parked/${messageId}/drop`)}
        />
        <button
          type="button"
          class="plain"
          aria-expanded={shown}
          onClick={() => {
            setShown(!shown);
          }}
        >
          Event
        </button>
        {message.isHeld && <span class="muted">Another consumer is reading it.</span>}
        {message.from === undefined && (
          <span class="muted">The queue that it came from is unknown.</span>
        )}
      </div>
      {shown && (
        <Fetched path={`parked/${messageId}/body`}>
          {(text) => <JsonView text={text} what="the event" />}
        </Fetched>
      )}
    </li>
  );
}

const HELD_MS = 2000;

/** Fetched again when a dead-letter queue changes, and while another consumer holds a message. */
function useParked(): ParkedMessages | undefined {
  const { store, announce } = usePage();
  const [parked, setParked] = useState<ParkedMessages | undefined>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    get<ParkedMessages>('parked').then(
      (answer) => {
        if (isWanted) setParked(answer);
      },
      (error: unknown) => {
        announce(messageOf(error), 'bad');
      },
    );
    return () => {
      isWanted = false;
    };
  }, [store.parkedVersion, announce, turn]);
  // No entry reports that a received message is visible again.
  useEffect(() => {
    if (!parked?.messages.some(({ isHeld }) => isHeld)) return undefined;
    const timer = window.setTimeout(() => {
      setTurn((last) => last + 1);
    }, HELD_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [parked]);
  return parked;
}
