// The reference of `rescue:`, from the table that its parser uses.
import { RESCUE_KEYS, type RescueKey } from '@immortal/shared';
import { table } from './table';

export function rescueKeysTable(): string {
  const rows = Object.entries<RescueKey>(RESCUE_KEYS).map(([name, key]) => [
    `\`${name}\``,
    valuesOf(key),
    defaultOf(key),
    key.meaning,
  ]);
  return table(['key', 'values', 'default', 'meaning'], rows);
}

function valuesOf(key: RescueKey): string {
  if ('choices' in key) return key.choices.map((choice) => `\`${choice}\``).join(' or ');
  if ('maximum' in key) return `a whole number from ${key.minimum} to ${key.maximum}`;
  if ('value' in key) return `\`${key.value}\``;
  if ('form' in key) return `\`${key.form}\``;
  if ('maximumNames' in key) return `a list of up to ${key.maximumNames} names of errors`;
  return `${key.unit}, [a Fargate size](#task-size)`;
}

/** A value is formatted as code, and a description as text. */
function defaultOf(key: RescueKey): string {
  const isValue = 'choices' in key || typeof key.default === 'number';
  return isValue ? `\`${key.default}\`` : key.default;
}
