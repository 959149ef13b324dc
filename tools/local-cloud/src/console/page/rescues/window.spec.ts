import { scrollTopFor, windowOf } from './window';

describe('the rendered rows', () => {
  it('are the visible ones and a few more', () => {
    expect(windowOf(5000, 34, 34 * 1000, 340)).toEqual({ first: 992, end: 1018 });
  });

  it('never exceed the number of rows', () => {
    expect(windowOf(3, 34, 0, 340)).toEqual({ first: 0, end: 3 });
    expect(windowOf(0, 34, 900, 340)).toEqual({ first: 0, end: 0 });
  });
});

describe('scrolling to a row', () => {
  it.each([
    ['above', 1, 34],
    ['in sight', 5, 68],
    ['below', 20, 374],
  ])('that is %s scrolls by the shortest distance', (_, row, top) => {
    expect(scrollTopFor(row, 34, 68, 340)).toBe(top);
  });
});
