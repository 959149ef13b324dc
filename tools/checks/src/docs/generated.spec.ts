import fs from 'node:fs';
import path from 'node:path';
import { MarkError } from './errors';
import { GENERATED, withGenerated } from './generated';

const ROOT = path.join(__dirname, '../../../..');

describe('withGenerated', () => {
  const sections = { one: () => 'new' };

  it('writes between the marks and leaves the rest', () => {
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
  it.each(Object.entries(GENERATED))('%s is what `npm run docs` writes', (file, sections) => {
    const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
    expect(withGenerated(text, sections)).toBe(text);
  });
});
