// What handlers return.
import { type Case, fails, returns } from './case';

const noJson = fails('Runtime.JSONStringifyError', 'Unable to stringify response body');

export const results: readonly Case[] = [
  { name: 'nothing', handler: 'results.nothing', aws: returns(null) },
  {
    name: 'characters of every size',
    handler: 'results.characters',
    aws: returns('ä 日本 🚀 \u2028 \u007f'),
  },
  { name: 'a circular object', handler: 'results.circular', aws: noJson },
  { name: 'a bigint', handler: 'results.bigint', aws: noJson },
  { name: 'a function', handler: 'results.functions', aws: fails('TypeError', 'Wrong arguments') },
  {
    name: '5 MB, of which the runner logs what one line may have',
    handler: 'results.large',
    aws: { ...returns('239997 characters'), truncated: true },
  },
  {
    name: '7 MB, more than Lambda takes',
    handler: 'results.tooLarge',
    aws: fails(
      'Function.ResponseSizeTooLarge',
      'The response has 7340034 bytes, more than the 6291456 that Lambda takes.',
    ),
  },
];
