// Small readers of values whose shape only the template knows.
import { TemplateError } from './errors';

export type Properties = Readonly<Record<string, unknown>>;

/** True for a JSON object: neither null nor a list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as short text for an error message, always one line. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** CloudFormation passes numbers and booleans where text is asked for; nothing else. */
export function asText(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(`${what} must be text, not ${show(value)}: write a string there`);
}

/** @throws {TemplateError} if the value is not a list of the right length */
export function asList(value: unknown, what: string, min = 0, max = Infinity): unknown[] {
  if (Array.isArray(value) && value.length >= min && value.length <= max) return value as unknown[];
  const size = min === max ? `${min}` : max === Infinity ? `at least ${min}` : `${min} to ${max}`;
  const want = min > 0 ? `a list of ${size} values` : 'a list';
  throw new TemplateError(`${what} must be ${want}, not ${show(value)}: correct it`);
}

/** @throws {TemplateError} if the value is not an object */
export function asObject(value: unknown, what: string): Record<string, unknown> {
  if (isObject(value)) return value;
  throw new TemplateError(`${what} must be an object, not ${show(value)}: correct it`);
}
