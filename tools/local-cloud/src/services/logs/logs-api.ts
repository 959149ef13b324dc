// CloudWatch Logs' JSON API, as far as the local cloud plays it: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/
import { answerJson, jsonOperationOf } from '../../kernel/protocols/aws-json';
import { ApiError } from '../../kernel/errors';
import type { Shape } from '../../kernel/protocols/input-shape';
import type { WireRequest, WireResponse } from '../storage';
import {
  describeGroups,
  type DescribeGroupsInput,
  describeStreams,
  type DescribeStreamsInput,
} from './describe';
import { refuseIf } from './input-checks';
import type { LogGroup } from './log-group';
import type { Logs } from './logs';
import { filterEvents, type FilterInput, getEvents, type GetInput } from './read-events';
import { createStream, putEvents, type WriteInput } from './write-events';

type Input = WriteInput &
  FilterInput &
  GetInput &
  DescribeGroupsInput &
  DescribeStreamsInput & {
    readonly logGroupName?: string;
    /** Its name or ARN. */
    readonly logGroupIdentifier?: string;
  };

const GROUP = ['logGroupName', 'logGroupIdentifier'];
const PAGE = ['limit', 'nextToken'];

/** What each operation follows, and `interleaved`, which has had no effect on AWS since 2019. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  FilterLogEvents: [
    ...[...GROUP, ...PAGE, 'logStreamNames', 'logStreamNamePrefix', 'startTime', 'endTime'],
    ...['filterPattern', 'interleaved'],
  ],
  GetLogEvents: [...GROUP, ...PAGE, 'logStreamName', 'startTime', 'endTime', 'startFromHead'],
  CreateLogStream: ['logGroupName', 'logStreamName'],
  // The token has had no effect on AWS since 2023.
  PutLogEvents: ['logGroupName', 'logStreamName', 'logEvents', 'sequenceToken'],
  DescribeLogStreams: [...GROUP, ...PAGE, 'logStreamNamePrefix', 'orderBy', 'descending'],
  DescribeLogGroups: [...PAGE, 'logGroupNamePrefix', 'logGroupNamePattern'],
};

const INPUT: Shape = {
  ...{ logGroupName: 'string', logGroupIdentifier: 'string', limit: 'number' },
  ...{ nextToken: 'string', logStreamNames: ['string'], logStreamNamePrefix: 'string' },
  ...{ startTime: 'number', endTime: 'number', filterPattern: 'string', logStreamName: 'string' },
  ...{ startFromHead: 'boolean', orderBy: 'string', descending: 'boolean' },
  ...{ logGroupNamePrefix: 'string', logGroupNamePattern: 'string' },
};

export const LOGS_OPERATIONS = Object.keys(KNOWN);

/** @returns undefined for a request that is not for CloudWatch Logs */
export function logsOperationOf(request: WireRequest): string | undefined {
  return jsonOperationOf(request, 'Logs_20140328');
}

export class LogsApi {
  /** @param arnPrefix what the ARN of a group begins with, to which its name is added */
  constructor(
    private readonly logs: Logs,
    private readonly arnPrefix: string,
  ) {}

  /** @returns undefined for a request that is not for CloudWatch Logs */
  handle(request: WireRequest): WireResponse | undefined {
    const operation = logsOperationOf(request);
    if (operation === undefined) return undefined;
    return answerJson(request, INPUT, (input) => this.act(operation, input));
  }

  private act(operation: string, input: Input): object {
    const unknown = Object.keys(input).find((name) => KNOWN[operation]?.includes(name) === false);
    refuseIf(
      unknown !== undefined,
      `The local cloud does not play ${String(unknown)} of ${operation}.`,
    );
    switch (operation) {
      case 'FilterLogEvents':
        return filterEvents(this.withStreams(input, input.logStreamNames), input);
      case 'GetLogEvents':
        return getEvents(this.withStreams(input, [input.logStreamName ?? '']), input);
      case 'CreateLogStream':
        createStream(this.withStreams(input), input);
        return {};
      case 'PutLogEvents':
        return putEvents(this.withStreams(input, [input.logStreamName ?? '']), input);
      case 'DescribeLogGroups':
        return describeGroups(this.logs.groups, input, (name) => this.arnPrefix + name);
      case 'DescribeLogStreams': {
        const group = this.withStreams(input);
        return describeStreams(group, input, this.arnPrefix + group.name);
      }
      default:
        throw new ApiError(
          'UnknownOperationException',
          `The local cloud does not play ${operation} of CloudWatch Logs.`,
        );
    }
  }

  /** The group that is meant, if it has these streams. */
  private withStreams(
    { logGroupName, logGroupIdentifier }: Input,
    streams: readonly string[] = [],
  ): LogGroup {
    const group = this.logs.group(logGroupName ?? logGroupIdentifier ?? '');
    const isThere = (wanted: string) => group.streams.some(({ name }) => name === wanted);
    if (streams.every(isThere)) return group;
    throw new ApiError('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
}
