import { readFilterPattern } from './filter-pattern';

const END = JSON.stringify({
  service: 'runner',
  exitCode: 0,
  durationMs: 12.5,
  message: 'a "b" && c',
  nested: { deep: { name: 'orders' } },
});

it.each([
  ['', 'anything'],
  [undefined, 'anything'],
  ['ERROR', '2026-01-01\tr-1\tERROR\tno such order'],
  ['"no such order"', '2026-01-01\tr-1\tERROR\tno such order'],
  ['"say \\"no\\""', 'they say "no"'],
  ['{ $.service = "runner" }', END],
  ['{$.exitCode=0}', END],
  ['{ $.service = runner && $.exitCode = 0 && $.durationMs = 12.5 }', END],
  ['{ $.nested.deep.name = "orders" }', END],
  ['{ $.message = "a \\"b\\" && c" && $.exitCode = 0 }', END],
])('%s finds %s', (pattern, message) => {
  expect(readFilterPattern(pattern)(message)).toBe(true);
});

it.each([
  ['ERROR', 'error'],
  ['"no such"', 'none such'],
  ['{ $.service = "runner" }', 'runner'],
  ['{ $.service = "run" }', END],
  ['{ $.exitCode = 1 }', END],
  ['{ $.exitCode = "0" }', END],
  ['{ $.service = "runner" && $.exitCode = 1 }', END],
  ['{ $.nested.name = "orders" }', END],
  ['{ $.toString = "x" }', END],
  ['{ $.service = "runner" }', 'null'],
])('%s does not find %s', (pattern, message) => {
  expect(readFilterPattern(pattern)(message)).toBe(false);
});

it.each([
  'two terms',
  '?ERROR ?WARN',
  '-ERROR',
  '"open',
  '[ip, user]',
  '%regex%',
  '{ $.a = "x" || $.b = "y" }',
  '{ $.a = "x*" }',
  '{ $.a != "x" }',
  '{ $.a > 1 }',
  '{ $.a EXISTS }',
  '{ $.a IS NULL }',
  '{ $.a[0] = 1 }',
  '{ }',
])('refuses %s, and says what is supported', (pattern) => {
  expect(() => readFilterPattern(pattern)).toThrow(
    expect.objectContaining({
      code: 'InvalidParameterException',
      message: `The local cloud does not support the filter pattern ${pattern}: use one term, in double quotes if it has more than letters and digits, or { $.a.b = "x" && $.n = 0 }.`,
    }) as Error,
  );
});
