// What handlers return.
import { type Case, fails, returns } from './case';

const notSerializable = {
  expected: fails('Runtime.JSONStringifyError', 'Unable to stringify response body'),
  nodejs22: fails('Error', 'Unable to stringify response body'),
};

export const results: readonly Case[] = [
  { name: 'undefined', handler: 'results.nothing', expected: returns(null) },
  {
    name: 'characters of one to four bytes',
    handler: 'results.characters',
    expected: returns('ä 日本 🚀 \u2028 \u007f'),
  },
  { name: 'a circular object', handler: 'results.circular', ...notSerializable },
  { name: 'a bigint', handler: 'results.bigint', ...notSerializable },
  {
    name: 'a function',
    handler: 'results.functions',
    expected: fails('TypeError', 'Wrong arguments'),
  },
  {
    name: '5 MB',
    handler: 'results.large',
    expected: returns('5242880 characters'),
  },
  {
    name: '7 MB, more than Lambda accepts',
    handler: 'results.tooLarge',
    expected: fails(
      'Function.ResponseSizeTooLarge',
      'The response has 7340034 bytes, more than the 6291556 that Lambda accepts.',
    ),
  },
];
