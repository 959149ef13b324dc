import fc from 'fast-check';
import { oneLine, printable } from './terminal-text';

describe('printable', () => {
  it('does not change the meaning of JSON', () => {
    const json = fc.jsonValue({ stringUnit: 'binary' });
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });

  it('escapes control characters except tab and line feed, and characters that change the direction', () => {
    const controls = [
      ...Array(0x20).keys(),
      0x7f,
      0x80,
      0x9b,
      0x9f,
      0x200b,
      0x200e,
      0x202e,
      0x2066,
    ];
    const shown = controls.map((code) => printable(String.fromCharCode(code)));
    expect(shown.filter((one) => !one.startsWith('\\u'))).toEqual(['\t', '\n']);
    expect(printable('\u001b[31m é 🚀 “')).toBe('\\u001b[31m é 🚀 “');
  });
});

it('oneLine returns neither line breaks nor tabs', () => {
  expect(oneLine(' a\r\n\tb\u0007 ')).toBe('a b\\u0007');
});
