// Event patterns of EventBridge: which events a rule is for.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
import { TemplateError } from '../../kernel/template';
import { readOperator, type ValueTest } from './pattern-operators';

/** Says whether an event, or a part of one, is as the pattern wants it. */
export type EventPattern = (event: unknown) => boolean;

/**
 * @param pattern its fields all have to match, each by one of the values or operators of its list
 * @param where begins the error message
 * @throws {TemplateError} for a shape or an operator that the local cloud does not know
 */
export function readPattern(pattern: unknown, where: string): EventPattern {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    throw new TemplateError(
      `${where} has the event pattern ${JSON.stringify(pattern)}: write an object whose fields are lists of values`,
    );
  }
  const fields = Object.entries(pattern).map(([name, value]) => {
    const matches = readField(name, value, where);
    return (event: Record<string, unknown>) => matches(event[name]);
  });
  return (event) => {
    // Of a list of objects, one has to match as a whole.
    if (Array.isArray(event)) return event.some((item) => matchesAll(fields, item));
    return matchesAll(fields, event);
  };
}

function readField(name: string, value: unknown, where: string): EventPattern {
  if (name.startsWith('$')) {
    throw new TemplateError(
      `${where} uses ${name} in its event pattern, which the local cloud does not know: write two rules instead`,
    );
  }
  if (!Array.isArray(value)) return readPattern(value, `${where}: ${name}`);
  const tests = value.map((item) => readOperator(item, `${where}: ${name}`));
  return (event) => tests.some((test) => matchesLeaf(test, event));
}

/** One matching value of a list is enough. An absent field is undefined, which only `exists` can match. */
function matchesLeaf(test: ValueTest, value: unknown): boolean {
  return Array.isArray(value) ? value.some(test) : test(value);
}

/** A value that is not an object has no fields. */
function matchesAll(
  fields: readonly ((event: Record<string, unknown>) => boolean)[],
  event: unknown,
): boolean {
  const object = isObject(event) ? event : {};
  return fields.every((matches) => matches(object));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
