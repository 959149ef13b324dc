// The errors that `rescueOn: timeout` rescues, from the table that the secondary uses.
import { LIMIT_ERRORS } from '@immortal/shared';
import { table } from './table';

export function limitErrorsTable(): string {
  const rows = LIMIT_ERRORS.map(({ what, types, messages }) => [
    what,
    inCode(types),
    inCode(messages),
  ]);
  return table(['what happened', 'type of the error', 'its message'], rows);
}

function inCode(texts: readonly string[]): string {
  return texts.map((text) => `\`${text}\``).join(', ');
}
