// A form field with its label. The label does not contain the control: screen readers would read out every option.
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
