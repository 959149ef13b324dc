import { shortened, tableLines } from './table';

const ROWS = [
  ['id', 'name', 'reason'],
  ['1', 'orders', 'x'.repeat(60)],
];

it('makes columns as wide as what stands in them', () => {
  expect(tableLines(ROWS, 200)).toEqual(['id  name    reason', `1   orders  ${'x'.repeat(60)}`]);
});

it('cuts the text at the width of the line, and leaves some of it on a narrow one', () => {
  expect(tableLines(ROWS, 50)[1]).toBe(`1   orders  ${'x'.repeat(37)}…`);
  expect(tableLines(ROWS, 10)[1]).toBe(`1   orders  ${'x'.repeat(29)}…`);
});

it('shortened ends with an ellipsis within the width', () => {
  expect([shortened('abcdef', 6), shortened('abcdefg', 6)]).toEqual(['abcdef', 'abcde…']);
});
