import { readText } from '../workspace-file';
import { MarkError } from './errors';
import { GENERATED, withGenerated } from './generated';

describe('withGenerated', () => {
  const sections = { one: () => 'new' };

  it('replaces the text between the marks, and keeps the rest', () => {
    const text = 'before\n\n<!-- generated: one -->\n\nold\n\n<!-- /generated -->\n\nafter\n';
    expect(withGenerated(text, sections)).toBe(text.replace('old', 'new'));
  });

  it.each([
    ['no mark', 'text'],
    ['a mark without an end', '<!-- generated: one -->'],
    ['an end before the mark', '<!-- /generated --><!-- generated: one -->'],
  ])('refuses a text with %s', (_, text) => {
    expect(() => withGenerated(text, sections)).toThrow(MarkError);
  });
});

describe('the documentation', () => {
  it.each(Object.entries(GENERATED))('%s is up to date with `npm run docs`', (file, sections) => {
    const text = readText(file);
    expect(withGenerated(text, sections)).toBe(text);
  });
});
