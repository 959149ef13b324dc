import fc from 'fast-check';
import { prettyJson } from './pretty-json';

describe('prettyJson', () => {
  it('changes only the white space between tokens', () => {
    const tokens = (text: string) => text.match(/"(?:[^"\\]|\\.)*"|[^\s"]/g)?.join('');
    fc.assert(
      fc.property(fc.json(), (text) => {
        const pretty = prettyJson(text);
        expect(JSON.parse(pretty)).toEqual(JSON.parse(text));
        expect(tokens(pretty)).toBe(tokens(text));
      }),
    );
  });

  it('indents at most 40 levels, whatever the depth', () => {
    const deep = (levels: number, inner = '1') => '['.repeat(levels) + inner + ']'.repeat(levels);
    const pretty = prettyJson(deep(20_000, '1,{"a":2}'));
    const lines = pretty.split('\n');
    expect(lines).toHaveLength(81);
    expect(Math.max(...lines.map((line) => line.search(/\S/)))).toBe(80);
    expect(pretty).toContain(`[1,{"a": 2}]`);
    expect(pretty.replaceAll(/\s/g, '')).toBe(deep(20_000, '1,{"a":2}'));
    expect(prettyJson(deep(40)).split('\n')).toHaveLength(81);
  });

  it('indents JSON by two spaces for each level', () => {
    expect(prettyJson('{"a":[1,{}],"b":{"c":1e400}}')).toBe(
      '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": {\n    "c": 1e400\n  }\n}',
    );
  });

  it.each(['', 'hello', '{"a":1', '// a comment\n{}', '{"a":1,}'])(
    'does not change %j, which is not JSON',
    (text) => {
      expect(prettyJson(text)).toBe(text);
    },
  );
});
