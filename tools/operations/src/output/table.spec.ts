import { stripVTControlCharacters } from 'node:util';
import { tableLines } from './table';

const HEADER = ['id', 'name', 'reason'];
const ROWS = [['1', 'orders', 'x'.repeat(60)]];

it('makes each column of a table as wide as its widest cell', () => {
  // On a terminal, the header is bold.
  expect(tableLines(HEADER, ROWS, 200).map(stripVTControlCharacters)).toEqual([
    'id  name    reason',
    `1   orders  ${'x'.repeat(60)}`,
  ]);
});

it('cuts the last column of a table at the end of the line, and keeps 30 characters of it', () => {
  expect(tableLines(HEADER, ROWS, 50)[1]).toBe(`1   orders  ${'x'.repeat(37)}…`);
  expect(tableLines(HEADER, ROWS, 10)[1]).toBe(`1   orders  ${'x'.repeat(29)}…`);
});

it('prints no header over a table without rows', () => {
  expect(tableLines(HEADER, [], 200)).toEqual([]);
});
