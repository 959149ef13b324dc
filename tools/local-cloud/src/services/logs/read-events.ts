// FilterLogEvents and GetLogEvents: the events of a group or of one stream, page by page.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
import { MAX_LOG_EVENTS } from '../../kernel/aws-limits';
import { readFilterPattern } from './filter-pattern';
import { limitOf, refuseIf } from './input-checks';
import type { LogEvent, LogGroup } from './log-group';

export interface FilterInput {
  readonly logStreamNames?: readonly string[];
  readonly logStreamNamePrefix?: string;
  /** Milliseconds since 1970, included. */
  readonly startTime?: number;
  /** Included, too. */
  readonly endTime?: number;
  readonly filterPattern?: string;
  readonly limit?: number;
  readonly nextToken?: string;
}

export interface GetInput {
  readonly logStreamName?: string;
  readonly startTime?: number;
  /** Excluded. */
  readonly endTime?: number;
  readonly limit?: number;
  readonly nextToken?: string;
  readonly startFromHead?: boolean;
}

const TOKEN = /^([fb])\/(\d{1,15})$/;

/** @throws {ApiError} InvalidParameterException, ResourceNotFoundException */
export function filterEvents(group: LogGroup, input: FilterInput): object {
  const { logStreamNames, logStreamNamePrefix: prefix, startTime = 0, endTime = Infinity } = input;
  refuseIf(
    logStreamNames !== undefined && prefix !== undefined,
    'logStreamNames and logStreamNamePrefix cannot be used together.',
  );
  const matches = readFilterPattern(input.filterPattern);
  const after = input.nextToken === undefined ? 0 : positionIn('f', input.nextToken);
  const found = group.events
    .filter(({ id, timestamp: at }) => id > after && at >= startTime && at <= endTime)
    .filter(({ stream }) => logStreamNames?.includes(stream) ?? stream.startsWith(prefix ?? ''))
    .filter(({ message }) => matches(message));
  const page = found.slice(0, limitOf(input.limit, MAX_LOG_EVENTS));
  const last = page.length < found.length ? page.at(-1) : undefined;
  return {
    events: page.map((event) => ({
      ...shown(event),
      logStreamName: event.stream,
      eventId: String(event.id).padStart(56, '0'),
    })),
    searchedLogStreams: [],
    ...(last && { nextToken: `f/${last.id}` }),
  };
}

/** The newest page by default; at either end, the token of that direction stays the same. */
export function getEvents(group: LogGroup, input: GetInput): object {
  const { startTime = 0, endTime = Infinity, nextToken, startFromHead = false } = input;
  const limit = limitOf(input.limit, MAX_LOG_EVENTS);
  const all = group.events
    .filter(({ stream }) => stream === input.logStreamName)
    .filter(({ timestamp: at }) => at >= startTime && at < endTime);
  const forward = nextToken?.startsWith('f/') ?? startFromHead;
  const position = nextToken === undefined ? undefined : positionIn(forward ? 'f' : 'b', nextToken);
  const page = forward
    ? all.filter(({ id }) => id > (position ?? 0)).slice(0, limit)
    : all.filter(({ id }) => id < (position ?? Infinity)).slice(-limit);
  const [first, last] = [page[0]?.id, page.at(-1)?.id];
  return {
    events: page.map(shown),
    nextForwardToken: `f/${last ?? (forward ? (position ?? 0) : (position ?? 1) - 1)}`,
    nextBackwardToken: `b/${first ?? (forward ? (position ?? 0) + 1 : (position ?? 0))}`,
  };
}

function positionIn(direction: 'f' | 'b', token: string): number {
  const [, found, position] = TOKEN.exec(token) ?? [];
  refuseIf(found !== direction, 'The specified nextToken is invalid.');
  return Number(position);
}

function shown({ timestamp, message }: LogEvent) {
  return { timestamp, message, ingestionTime: timestamp };
}
