// Handlers that stream their response.
import { type Case, fails, returns } from './case';

export const streams: readonly Case[] = [
  {
    name: 'a stream in parts',
    handler: 'streams.writes',
    right: returns('part one, part two'),
  },
  {
    name: 'a stream of objects',
    handler: 'streams.objects',
    right: returns({ received: { id: 1 } }),
  },
  {
    name: 'an HTTP response with its status',
    handler: 'streams.http',
    right: returns(`{"statusCode":201}${'\0'.repeat(8)}created`),
  },
  {
    name: 'a stream and a result',
    handler: 'streams.returns',
    right: {
      ...returns('streamed'),
      lines: ['TIME\trequest-1\tWARN\tStreaming handlers ignore return values.'],
    },
  },
  {
    name: 'a failure midway',
    handler: 'streams.failsMidway',
    right: fails('TypeError', 'midway'),
  },
  {
    name: 'a failure before the first byte',
    handler: 'streams.failsAtOnce',
    right: fails('TypeError', 'at once'),
  },
  {
    name: 'a content type that comes too late',
    handler: 'streams.setsTypeTooLate',
    right: fails('Runtime.InvalidStreamingOperation', 'Cannot set content-type, too late.'),
  },
  { name: 'a handler that is not async', handler: 'streams.notAsync', right: returns('not async') },
  {
    name: 'a stream that is never ended',
    handler: 'streams.endsNever',
    invocation: { timeoutMs: 2000 },
    right: { kind: 'timeout' },
  },
];
