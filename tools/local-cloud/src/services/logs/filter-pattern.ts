// Filter patterns of CloudWatch Logs, as far as they are supported: one term, or equality in JSON.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
import { ApiError } from '../../kernel/errors';

/** Says whether a line is as the pattern wants it. */
export type FilterPattern = (message: string) => boolean;

const TERM = /^\w+$/;
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/;
const JSON_PATTERN = /^\{(.*)\}$/s;
const EQUALITY = /^\s*\$((?:\.[\w-]+)+)\s*=\s*(?:"((?:[^"\\*]|\\.)*)"|(-?\d+(?:\.\d+)?)|(\w+))\s*$/;
/** `&&` outside of quotes. */
const AND = /&&(?=(?:[^"\\]|\\.|"(?:[^"\\]|\\.)*")*$)/;

/**
 * @param pattern an empty one wants every line
 * @throws {ApiError} InvalidParameterException that says what is supported
 */
export function readFilterPattern(pattern = ''): FilterPattern {
  const text = pattern.trim();
  if (text === '') return () => true;
  const json = JSON_PATTERN.exec(text)?.[1];
  if (json !== undefined) return readJsonPattern(json, pattern);
  const term = TERM.test(text) ? text : unescape(QUOTED.exec(text)?.[1]);
  if (term === undefined) throw notPlayed(pattern);
  return (message) => message.includes(term);
}

function readJsonPattern(conditions: string, pattern: string): FilterPattern {
  const tests = conditions.split(AND).map((condition) => readEquality(condition, pattern));
  return (message) => {
    const event = parse(message);
    return tests.every((test) => test(event));
  };
}

function readEquality(condition: string, pattern: string): (event: unknown) => boolean {
  const [, path, quoted, number, word] = EQUALITY.exec(condition) ?? [];
  if (path === undefined) throw notPlayed(pattern);
  const wanted = number === undefined ? (unescape(quoted) ?? word) : Number(number);
  const names = path.slice(1).split('.');
  return (event) => valueAt(event, names) === wanted;
}

function valueAt(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}

/** Text that is not JSON has no fields. */
function parse(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

function unescape(text: string | undefined): string | undefined {
  return text?.replaceAll(/\\(.)/g, '$1');
}

function notPlayed(pattern: string): ApiError {
  return new ApiError(
    'InvalidParameterException',
    `The local cloud does not support the filter pattern ${pattern}: use one term, in double quotes if it has more than letters and digits, or { $.a.b = "x" && $.n = 0 }.`,
  );
}
