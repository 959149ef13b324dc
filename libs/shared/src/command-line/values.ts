// Reads the values of options, and refuses the others by name.
import { UsageError } from './errors';

/**
 * @param option as people write it, such as `--limit`
 * @throws {UsageError} for anything but digits, and for a number outside of the range
 */
export function wholeNumber(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw refused(option, text, `pass a whole number from ${min} to ${max}`);
}

/** @throws {UsageError} for anything but one of the values */
export function oneOf<const Value extends string>(
  option: string,
  text: string,
  values: readonly Value[],
): Value {
  const found = values.find((value) => value === text);
  if (found !== undefined) return found;
  throw refused(option, text, `pass ${values.join(' or ')}`);
}

/** @param remedy what to pass instead */
export function refused(option: string, text: string, remedy: string): UsageError {
  return new UsageError(`${option} is ${JSON.stringify(text)}: ${remedy}`);
}
