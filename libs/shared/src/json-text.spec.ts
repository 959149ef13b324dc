import fc from 'fast-check';
import { memberText, nestingOf } from './json-text';

/** JSON in a layout of its own: what parsing and writing again would not keep. */
const jsonText = fc
  .tuple(fc.json(), fc.constantFrom(undefined, 1, '\t'))
  .map(([text, indent]) => JSON.stringify(JSON.parse(text), null, indent));
const anySpace = fc.constantFrom('', ' ', '\n\t', '\r\n');

/** What JSON.parse has, recursively, for comparison. */
function nestingOfValue(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(nestingOfValue));
}

describe('memberText', () => {
  it('returns the text of the last member with the name, as JSON.parse does', () => {
    const members = fc.array(fc.tuple(fc.constantFrom('a', 'b', '"', '\\', 'é'), jsonText));
    fc.assert(
      fc.property(members, anySpace, fc.constantFrom('a', '"', 'é'), (all, space, name) => {
        const parts = all.map(
          ([key, text]) => `${space}${JSON.stringify(key)}${space}:${space}${text}${space}`,
        );
        const expected = all.findLast(([key]) => key === name)?.[1];
        expect(memberText(`${space}{${parts.join(',')}}${space}`, name)).toBe(expected);
      }),
    );
  });

  it.each(['[{"a":1}]', '"a"', '1', 'null', '{}', ' { } ', '{"b":{"a":1}}'])(
    'finds no member in %s',
    (json) => {
      expect(memberText(json, 'a')).toBeUndefined();
    },
  );

  it('compares names after unescaping them', () => {
    expect(memberText(String.raw`{"\u0061":1}`, 'a')).toBe('1');
  });
});

describe('nestingOf', () => {
  it('counts nested arrays and objects', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(nestingOf(text)).toBe(nestingOfValue(JSON.parse(text)));
      }),
    );
  });
});

it('reads JSON that nests deeper than any stack', () => {
  const deep = '['.repeat(300_000) + ']'.repeat(300_000);
  expect(memberText(`{"a":${deep},"b":2}`, 'a')).toBe(deep);
  expect(memberText(`{"a":${deep},"b":2}`, 'b')).toBe('2');
  expect(nestingOf(deep)).toBe(300_000);
});
