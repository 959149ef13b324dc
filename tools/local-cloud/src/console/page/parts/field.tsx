// A field of a form with its label. The label stands beside the control: around a choice, it would read out all of it.
import { cloneElement, type VNode } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  readonly label: string;
  readonly isSmall?: boolean;
  /** The control. */
  readonly children: VNode<{ id?: string }>;
}

export function Field({ label, isSmall = false, children }: Props) {
  const id = useId();
  return (
    <div class={`field ${isSmall ? 'field-small' : ''}`}>
      <label for={id}>{label}</label>
      {cloneElement(children, { id })}
    </div>
  );
}
