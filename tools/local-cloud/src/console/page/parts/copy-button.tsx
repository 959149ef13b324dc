// A button that copies text.
import { usePage } from '../context';

interface Props {
  readonly text: string;
  /** Names the text: `the event`. */
  readonly what: string;
  readonly label?: string;
}

export function CopyButton({ text, what, label = 'Copy' }: Props) {
  const { announce } = usePage();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      announce(`Copied ${what}.`);
    } catch {
      announce(`The browser does not allow copying ${what}.`, 'bad');
    }
  };
  return (
    <button
      type="button"
      class="quiet copy"
      aria-label={label === 'Copy' ? `Copy ${what}` : undefined}
      onClick={() => void copy()}
    >
      {label}
    </button>
  );
}
