import { fixedParts, isIn, messagesOf } from './messages';

describe('messagesOf', () => {
  it('takes the code of the first column, where it is called "message"', () => {
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
  it('are the text between the gaps, if it is more than a word or two', () => {
    expect(fixedParts('There is no function … in …')).toEqual(['There is no function ']);
    expect(fixedParts('… has "…", which is wrong. …')).toEqual([' has "', '", which is wrong. ']);
  });
});

describe('isIn', () => {
  const code = "`functions.${key} has rescue:, but ${why}` 'is a container image, which is wrong'";

  it.each(['has rescue:, but ', ' has rescue:, but is a container image, '])(
    'finds %j, also where the code joins two texts',
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
