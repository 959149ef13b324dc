import { scrollTopFor, windowOf } from './window';

describe('the rows that are made', () => {
  it('are those in sight, and a few more', () => {
    expect(windowOf(5000, 34, 34 * 1000, 340)).toEqual({ first: 992, end: 1018 });
  });

  it('are not more than there are', () => {
    expect(windowOf(3, 34, 0, 340)).toEqual({ first: 0, end: 3 });
    expect(windowOf(0, 34, 900, 340)).toEqual({ first: 0, end: 0 });
  });
});

describe('scrolling to a row', () => {
  it.each([
    ['above', 1, 34],
    ['in sight', 5, 68],
    ['below', 20, 374],
  ])('that is %s scrolls as little as possible', (_, row, top) => {
    expect(scrollTopFor(row, 34, 68, 340)).toBe(top);
  });
});
