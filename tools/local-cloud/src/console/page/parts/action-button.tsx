// A button that sends one request at a time and announces the result.
import { useState } from 'preact/hooks';
import { messageOf } from '../api-client';
import { usePage } from '../context';

interface Props {
  readonly label: string;
  /** The accessible name, if the label alone is ambiguous. */
  readonly name?: string;
  readonly kind?: 'primary' | 'plain';
  /** The label that asks for a second press, for actions that can't be undone. */
  readonly confirm?: string;
  /** The notification on success. */
  readonly done?: string;
  readonly isDisabled?: boolean;
  readonly act: () => Promise<unknown>;
}

export function ActionButton(props: Props) {
  const { label, name = label, kind = 'plain', confirm, done, isDisabled = false, act } = props;
  const { announce } = usePage();
  const [phase, setPhase] = useState<'idle' | 'asking' | 'busy'>('idle');
  const press = async () => {
    if (confirm !== undefined && phase === 'idle') {
      setPhase('asking');
      return;
    }
    setPhase('busy');
    try {
      await act();
      if (done !== undefined) announce(done);
    } catch (error) {
      announce(messageOf(error), 'bad');
    }
    setPhase('idle');
  };
  const isAsking = phase === 'asking';
  return (
    <button
      type="button"
      class={isAsking ? 'danger' : kind}
      aria-label={isAsking ? `${confirm ?? ''}: ${name}` : name}
      disabled={isDisabled || phase === 'busy'}
      onClick={() => void press()}
      onBlur={() => {
        if (isAsking) setPhase('idle');
      }}
    >
      {isAsking ? confirm : label}
    </button>
  );
}
