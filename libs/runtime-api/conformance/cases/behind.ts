// What a handler does right behind its answer, which Lambda has by then, or leaves undone.
import { type Case, dies, fails, returns } from './case';

export const behind: readonly Case[] = [
  { name: 'process.exit behind a result', handler: 'later.exits', right: returns('answered') },
  { name: 'an error behind a result', handler: 'later.throws', right: returns('answered') },
  {
    name: 'process.exit behind an error',
    handler: 'later.failsAndExits',
    right: fails('RangeError', 'too far'),
  },
  {
    name: 'process.exit behind 5 MB',
    handler: 'later.exitsBehindALargeAnswer',
    right: returns('5242880 characters'),
  },
  {
    name: 'a rejection that is not handled when the handler returns',
    handler: 'later.forgetsARejection',
    right: dies(1),
    nodejs22: returns('answered'),
  },
];
