// Reads the input of a call, and refuses members that the local cloud would ignore.
import type { QueryInput } from '../../kernel/protocols/aws-query';
import { validationError } from './validation-error';

export interface Input {
  /** The members that are strings. */
  readonly texts: Readonly<Record<string, string | undefined>>;
  /** A member that is a list; empty if it is missing. */
  list(name: string): readonly unknown[];
  /** Whether a member is there, even an empty one. */
  has(name: string): boolean;
}

/** AWS's defaults, which change nothing and are accepted: tools such as the AWS CLI send some of them. */
const DEFAULTS: Readonly<Record<string, string>> = {
  DeletionMode: 'STANDARD',
  DisableRollback: 'false',
  EnableTerminationProtection: 'false',
  ImportExistingResources: 'false',
  IncludeNestedStacks: 'false',
  IncludePropertyValues: 'false',
  OnFailure: 'ROLLBACK',
  RetainExceptOnCreate: 'false',
};

/**
 * @param known the members that the action supports
 * @throws {ApiError} ValidationError for any other
 */
export function readInput(action: string, input: QueryInput, known: readonly string[]): Input {
  const unknown = Object.entries(input).find(
    ([name, value]) => !known.includes(name) && DEFAULTS[name] !== value,
  );
  if (unknown !== undefined) {
    throw validationError(`The local cloud does not support ${unknown[0]} of ${action}.`);
  }
  const texts = Object.entries(input).filter(([, value]) => typeof value === 'string');
  const list = (name: string): readonly unknown[] => {
    const value = input[name];
    return Array.isArray(value) ? (value as unknown[]) : [];
  };
  if (list('NotificationARNs').length > 0) {
    throw validationError('The local cloud does not support NotificationARNs: leave them out.');
  }
  return {
    texts: Object.fromEntries(texts) as Input['texts'],
    list,
    has: (name) => Object.hasOwn(input, name),
  };
}
