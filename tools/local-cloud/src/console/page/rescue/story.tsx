// The timeline of a rescue, worded as in the terminal.
import { describe, type TimedEntry, type ToldEntry } from '../../../timeline';
import { printable } from '@immortal/shared';

interface Props {
  readonly entries: readonly TimedEntry[];
  readonly since: number;
}

export function Story({ entries, since }: Props) {
  const told = entries.filter((entry): entry is ToldEntry => entry.type !== 'log');
  return (
    <ol class="story">
      {told.map((entry, index) => {
        const { tone, text, onAws } = describe(entry);
        return (
          <li key={index} class={`story-line tone-${tone}`}>
            <span class="log-time mono">{((entry.at - since) / 1000).toFixed(2)}</span>
            <span>
              {printable(text)}
              {onAws !== undefined && <span class="muted">{` (on AWS ${onAws})`}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
