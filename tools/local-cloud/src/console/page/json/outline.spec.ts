import fc from 'fast-check';
import { isContainer, membersOf, type Place, rootOf } from './outline';

/** Rebuilds the value from its parts. */
function rebuilt(text: string, place: Place): unknown {
  const parse = (part: string) => JSON.parse(part) as unknown;
  if (!isContainer(text, place)) return parse(text.slice(place.start, place.end));
  const members = membersOf(text, place);
  if (text[place.start] === '[') return members.map((member) => rebuilt(text, member));
  return Object.fromEntries(
    members.map(({ key = '', ...member }) => [parse(key), rebuilt(text, member)]),
  );
}

describe('the outline of JSON', () => {
  it('contains every value, whatever the whitespace', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1, '\t', '\r\n '), (value, space) => {
        const text = ` ${JSON.stringify(value, null, space)}\n`;
        // Normalized: JSON.parse keeps -0, and JSON.stringify writes 0.
        expect(rebuilt(text, rootOf(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps the digits of numbers, and duplicate keys', () => {
    const text = '{"a":12345678901234567890, "a" : 1e400,"b":1.0}';
    const members = membersOf(text, rootOf(text));
    expect(members.map(({ key, start, end }) => [key, text.slice(start, end)])).toEqual([
      ['"a"', '12345678901234567890'],
      ['"a"', '1e400'],
      ['"b"', '1.0'],
    ]);
  });

  it('is not confused by brackets and quotes in strings', () => {
    const text = String.raw`["]}\"[{,", "\\", ":"]`;
    const parts = membersOf(text, rootOf(text)).map(({ start, end }) => text.slice(start, end));
    expect(parts).toEqual([String.raw`"]}\"[{,"`, String.raw`"\\"`, '":"']);
  });

  it('handles any depth', () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);
    const [inner] = membersOf(text, rootOf(text));
    expect(inner).toEqual({ start: 1, end: 199_999 });
  });

  it('returns no members of an empty object or array', () => {
    expect(['{}', '[ ]'].map((text) => membersOf(text, rootOf(text)))).toEqual([[], []]);
  });
});
