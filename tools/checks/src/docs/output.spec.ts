import { missingLines } from './output';

const OUTPUT = 'header\n  sum   $1.50 (of 3)\nrest\nfooter  \n';

describe('missingLines', () => {
  it.each([
    ['the whole output', OUTPUT],
    ['some lines', 'header\n…\nfooter'],
    ['a line with a gap', '  sum   $… (of 3)'],
  ])('finds %s', (_, shown) => {
    expect(missingLines(OUTPUT, shown)).toEqual([]);
  });

  it.each([
    ['a missing line', 'header\nother', ['other']],
    ['lines in another order', 'rest\nheader', ['header']],
    ['part of a line', 'head', ['head']],
    ['the same line twice', 'rest\nrest', ['rest']],
    ['characters with a meaning in patterns', '  sum   $1.50 (of .)', ['  sum   $1.50 (of .)']],
  ])('reports %s', (_, shown, missing) => {
    expect(missingLines(OUTPUT, shown)).toEqual(missing);
  });
});
