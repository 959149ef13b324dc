// Handlers that continue right after their response, or leave work undone.
import { type Case, exits, fails, returns } from './case';

export const afterResponse: readonly Case[] = [
  { name: 'process.exit after a result', handler: 'later.exits', expected: returns('answered') },
  { name: 'an error after a result', handler: 'later.throws', expected: returns('answered') },
  {
    name: 'process.exit after an error',
    handler: 'later.failsAndExits',
    expected: fails('RangeError', 'too far'),
  },
  {
    name: 'process.exit after a result of 5 MB',
    handler: 'later.exitsAfterALargeResult',
    expected: returns('5242880 characters'),
  },
  {
    name: 'an unhandled rejection when the handler returns',
    handler: 'later.forgetsARejection',
    expected: exits(1),
    nodejs22: returns('answered'),
  },
];
