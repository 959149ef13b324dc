import { fixedParts, messagesOf } from './messages';

describe('messagesOf', () => {
  it('takes the code of the first column, where it is called "message"', () => {
    const text = [
      '`no table`',
      '',
      '| command | what |',
      '| - | - |',
      '| `npm start` | plays |',
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
  it('are what stands between the holes, if it is more than a word or two', () => {
    expect(fixedParts('There is no function … in …')).toEqual(['There is no function ']);
    expect(fixedParts('… has "…", which is wrong. …')).toEqual([' has "', '", which is wrong. ']);
  });
});
