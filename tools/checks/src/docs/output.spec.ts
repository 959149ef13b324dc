import { missingLines } from './output';

const OUTPUT = 'header\n  sum   $1.50 (of 3)\nrest\nfooter  \n';

describe('missingLines', () => {
  it.each([
    ['all of it', OUTPUT],
    ['some lines', 'header\n…\nfooter'],
    ['a line with a hole', '  sum   $… (of 3)'],
  ])('misses nothing of %s', (_, shown) => {
    expect(missingLines(OUTPUT, shown)).toEqual([]);
  });

  it.each([
    ['a line that is not there', 'header\nother', ['other']],
    ['lines in another order', 'rest\nheader', ['header']],
    ['a part of a line', 'head', ['head']],
    ['the same line twice', 'rest\nrest', ['rest']],
    ['signs that a pattern would take for more', '  sum   $1.50 (of .)', ['  sum   $1.50 (of .)']],
  ])('misses %s', (_, shown, missing) => {
    expect(missingLines(OUTPUT, shown)).toEqual(missing);
  });
});
