import { anchorsOf, relativeLinksOf } from './links';

describe('relativeLinksOf', () => {
  it('finds links and images, in tables and lists too, with their lines', () => {
    const text = [
      '# [Title](a.md)',
      '',
      '- ![picture](b%20c.png)',
      '',
      '| x |',
      '| - |',
      '| [cell](../d.md#part) |',
    ].join('\n');
    expect(relativeLinksOf(text)).toEqual([
      { href: 'a.md', path: 'a.md', line: 1 },
      { href: 'b%20c.png', path: 'b c.png', line: 3 },
      { href: '../d.md#part', path: '../d.md', anchor: 'part', line: 7 },
    ]);
  });

  it('finds links within the file and reference links', () => {
    expect(relativeLinksOf('[up](#top) and [there][1]\n\n[1]: e.md')).toMatchObject([
      { path: '', anchor: 'top' },
      { path: 'e.md' },
    ]);
  });

  it('ignores other hosts, and code that looks like a link', () => {
    const text =
      '[a](https://x.org/y) <mailto:a@x.org> [b](//x.org) `[c](d.md)`\n\n    [e](f.md)\n';
    expect(relativeLinksOf(text)).toEqual([]);
  });
});

describe('anchorsOf', () => {
  it('generates the same anchors as GitHub', () => {
    const text = [
      '# Add your own handler, in three steps',
      '## `rescue:` of a function',
      '### Änderungen_2 – what?',
      'Setext heading',
      '--------------',
    ].join('\n');
    expect(anchorsOf(text)).toEqual([
      'add-your-own-handler-in-three-steps',
      'rescue-of-a-function',
      'änderungen_2--what',
      'setext-heading',
    ]);
  });

  it('numbers headings with the same text', () => {
    expect(anchorsOf('# A\n\n# A\n\n# A')).toEqual(['a', 'a-1', 'a-2']);
  });

  it('finds no heading in a block of code', () => {
    expect(anchorsOf('```sh\n# comment\n```')).toEqual([]);
  });
});
