// What handlers return.
import { type Case, fails, returns } from './case';

const noJson = {
  right: fails('Runtime.JSONStringifyError', 'Unable to stringify response body'),
  nodejs22: fails('Error', 'Unable to stringify response body'),
};

export const results: readonly Case[] = [
  { name: 'nothing', handler: 'results.nothing', right: returns(null) },
  {
    name: 'characters of every size',
    handler: 'results.characters',
    right: returns('ä 日本 🚀 \u2028 \u007f'),
  },
  { name: 'a circular object', handler: 'results.circular', ...noJson },
  { name: 'a bigint', handler: 'results.bigint', ...noJson },
  {
    name: 'a function',
    handler: 'results.functions',
    right: fails('TypeError', 'Wrong arguments'),
  },
  {
    name: '5 MB',
    handler: 'results.large',
    right: returns('5242880 characters'),
  },
  {
    name: '7 MB, more than Lambda takes',
    handler: 'results.tooLarge',
    right: fails(
      'Function.ResponseSizeTooLarge',
      'The response has 7340034 bytes, more than the 6291556 that Lambda takes.',
    ),
  },
];
