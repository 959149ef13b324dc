import { fixedParts, isIn, messagesOf } from './messages';

describe('messagesOf', () => {
  it('finds the code in the first column, if its title is "message"', () => {
    const text = [
      '`no table`',
      '',
      '| command | what |',
      '| - | - |',
      '| `npm start` | runs |',
      '',
      '| message | what to do |',
      '| - | - |',
      '| `no … here` | use `this` |',
      '| `a`, or `b` | wait |',
      '',
      'Text with `code`.',
    ].join('\n');
    expect(messagesOf(text)).toEqual(['no … here', 'a', 'b']);
  });
});

describe('fixedParts', () => {
  it('returns the text between the gaps, unless it is too short', () => {
    expect(fixedParts('There is no function … in …')).toEqual(['There is no function ']);
    expect(fixedParts('… has "…", which is wrong. …')).toEqual([' has "', '", which is wrong. ']);
  });
});

describe('isIn', () => {
  const code = "`functions.${key} has rescue:, but ${why}` 'is a container image, which is wrong'";

  it.each(['has rescue:, but ', ' has rescue:, but is a container image, '])(
    'finds %j, even if the code joins two texts',
    (part) => {
      expect(isIn(code, part)).toBe(true);
    },
  );

  it.each([
    ' has rescue:, but is a container, ',
    ' had rescue:, but is a container image, ',
    'a n',
  ])('does not find %j', (part) => {
    expect(isIn(code, part)).toBe(false);
  });
});
