// The input of a call, checked: what the local cloud would overlook is refused.
import type { QueryCall } from '../aws-query';
import { isObject } from '../template/values';
import { validationError } from './validation-error';

export interface Input {
  /** The members that are text. */
  readonly texts: Readonly<Record<string, string | undefined>>;
  /** A member that is a list; empty if it is not there. */
  list(name: string): readonly unknown[];
}

/**
 * @param known the members that are followed
 * @throws {ApiError} ValidationError for any other
 */
export function readInput({ action, input }: QueryCall, known: readonly string[]): Input {
  const unknown = Object.keys(input).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw validationError(`The local cloud does not play ${unknown} of ${action}.`);
  }
  const texts = Object.entries(input).filter(([, value]) => typeof value === 'string');
  const list = (name: string): readonly unknown[] => {
    const value = input[name];
    return Array.isArray(value) ? (value as unknown[]) : [];
  };
  if (list('NotificationARNs').length > 0) {
    throw validationError('The local cloud does not play NotificationARNs: leave them out.');
  }
  return { texts: Object.fromEntries(texts) as Input['texts'], list };
}

/**
 * @param previous the values that `UsePreviousValue` means
 * @throws {ApiError} ValidationError
 */
export function parametersIn(
  input: Input,
  previous: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const entries = input.list('Parameters').map((one) => {
    const { ParameterKey: key, ParameterValue: given, UsePreviousValue: use } = textsOf(one);
    const value = use === 'true' ? previous[key ?? ''] : given;
    if (key !== undefined && value !== undefined) return [key, value];
    throw validationError(`Parameters: [${key ?? ''}] must have values`);
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

function textsOf(value: unknown): Readonly<Record<string, string | undefined>> {
  return isObject(value) ? (value as Record<string, string>) : {};
}
