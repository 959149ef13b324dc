// Handlers that stream their response.
import { type Case, fails, returns } from './case';

export const streams: readonly Case[] = [
  {
    name: 'a stream in parts',
    handler: 'streams.writes',
    aws: returns('part one, part two'),
  },
  {
    name: 'a stream of objects',
    handler: 'streams.objects',
    aws: returns({ received: { id: 1 } }),
  },
  {
    name: 'an HTTP response with its status',
    handler: 'streams.http',
    aws: returns(`{"statusCode":201}${'\0'.repeat(8)}created`),
  },
  {
    name: 'a stream and a result',
    handler: 'streams.returns',
    aws: {
      ...returns('streamed'),
      lines: ['TIME\trequest-1\tWARN\tStreaming handlers ignore return values.'],
    },
  },
  {
    name: 'a failure midway',
    handler: 'streams.failsMidway',
    aws: fails('TypeError', 'midway'),
  },
  {
    name: 'a failure before the first byte',
    handler: 'streams.failsAtOnce',
    aws: fails('TypeError', 'at once'),
  },
  {
    name: 'a content type that comes too late',
    handler: 'streams.setsTypeTooLate',
    aws: fails('Runtime.InvalidStreamingOperation', 'Cannot set content-type, too late.'),
  },
  { name: 'a handler that is not async', handler: 'streams.notAsync', aws: returns('not async') },
  {
    name: 'a stream that is never ended',
    handler: 'streams.endsNever',
    variables: { RUNNER_MAX_SECONDS: '1' },
    aws: { exitCode: 1, outcome: 'timed-out' },
  },
];
