// The operators of event patterns that the local cloud knows, each as a test of one value.
import { TemplateError } from '../../kernel/template';

/** Gets undefined where the event has no such field. */
export type ValueTest = (value: unknown) => boolean;

type Read = (operand: unknown, fail: () => never) => ValueTest;

const OPERATORS: Readonly<Record<string, Read>> = {
  prefix: (operand, fail) => {
    const prefix = text(operand, fail);
    return (value) => typeof value === 'string' && value.startsWith(prefix);
  },
  suffix: (operand, fail) => {
    const suffix = text(operand, fail);
    return (value) => typeof value === 'string' && value.endsWith(suffix);
  },
  'equals-ignore-case': (operand, fail) => {
    const wanted = text(operand, fail).toLowerCase();
    return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
  },
  exists: (operand, fail) => {
    if (typeof operand !== 'boolean') return fail();
    // It speaks of values only: an object in their place is none.
    return (value) => (value !== undefined && !isObject(value)) === operand;
  },
  'anything-but': (operand, fail) => {
    const tests = [operand].flat().map((item) => readTest(item, fail));
    return (value) => value !== undefined && !tests.some((test) => test(value));
  },
  numeric: readNumeric,
};

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/**
 * @param item of a pattern's list: a value that has to be equal, or an object with one operator
 * @throws {TemplateError}
 */
export function readOperator(item: unknown, where: string): ValueTest {
  return readTest(item, () => {
    throw new TemplateError(
      `${where} has ${JSON.stringify(item)} in its event pattern, which the local cloud does not know: use values or one of ${Object.keys(OPERATORS).join(', ')}`,
    );
  });
}

function readTest(item: unknown, fail: () => never): ValueTest {
  if (Array.isArray(item)) return fail();
  if (!isObject(item)) return (value) => value === item;
  const [[name, operand] = ['', undefined], ...others] = Object.entries(item);
  const read = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  return read && others.length === 0 ? read(operand, fail) : fail();
}

/** One comparison or two: `[">", 0, "<=", 5]`. */
function readNumeric(operand: unknown, fail: () => never): ValueTest {
  if (!Array.isArray(operand) || ![2, 4].includes(operand.length)) return fail();
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const compare = COMPARISONS[String(operand[index])];
    const limit: unknown = operand[index + 1];
    if (!compare || typeof limit !== 'number') return fail();
    tests.push((value) => compare(value, limit));
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function text(operand: unknown, fail: () => never): string {
  return typeof operand === 'string' ? operand : fail();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
