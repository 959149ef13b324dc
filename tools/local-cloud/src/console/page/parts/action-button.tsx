// A button that asks the local cloud for something, once at a time, and tells what came of it.
import { useState } from 'preact/hooks';
import { messageOf } from '../api-client';
import { usePage } from '../context';

interface Props {
  readonly label: string;
  /** For a screen reader, where the label alone does not say what it is about. */
  readonly name?: string;
  readonly kind?: 'primary' | 'plain';
  /** What the button says before it is pressed a second time, for what can't be undone. */
  readonly confirm?: string;
  /** What is told when it is done. */
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
