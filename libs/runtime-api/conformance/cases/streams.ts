// Handlers that stream their response.
import { type Case, fails, returns } from './case';

export const streams: readonly Case[] = [
  {
    name: 'a stream in parts',
    handler: 'streams.writes',
    expected: returns('part one, part two'),
  },
  {
    name: 'a stream of objects',
    handler: 'streams.objects',
    expected: returns({ received: { id: 1 } }),
  },
  {
    name: 'an HTTP response with its status',
    handler: 'streams.http',
    expected: returns(`{"statusCode":201}${'\0'.repeat(8)}created`),
  },
  {
    name: 'a stream and a result',
    handler: 'streams.returns',
    expected: {
      ...returns('streamed'),
      lines: ['TIME\trequest-1\tWARN\tStreaming handlers ignore return values.'],
    },
  },
  {
    name: 'a failure midway',
    handler: 'streams.failsMidway',
    expected: fails('TypeError', 'midway'),
  },
  {
    name: 'a failure before the first byte',
    handler: 'streams.failsAtOnce',
    expected: fails('TypeError', 'at once'),
  },
  {
    name: 'a content type that is set too late',
    handler: 'streams.setsTypeTooLate',
    expected: fails('Runtime.InvalidStreamingOperation', 'Cannot set content-type, too late.'),
  },
  {
    name: 'a handler that is not async',
    handler: 'streams.notAsync',
    expected: returns('not async'),
  },
  {
    name: 'a stream that is never ended',
    handler: 'streams.endsNever',
    invocation: { timeoutMs: 2000 },
    expected: { kind: 'timeout' },
  },
];
