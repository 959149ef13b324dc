// The operations of CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/
import { LOCAL_ACCOUNT_ID } from '../../kernel/aws-limits';
import type { Operation } from '../../kernel/aws-service';
import { ApiError } from '../../kernel/errors';
import type { Shape } from '../../kernel/protocols/input-shape';
import { partitionOf } from '../../kernel/template/parameters';
import {
  describeGroups,
  type DescribeGroupsInput,
  describeStreams,
  type DescribeStreamsInput,
} from './describe';
import { refuseIf } from './input-checks';
import type { LogGroup } from './log-group';
import type { LogGroupRuntime } from './log-group-lifecycle';
import type { Logs } from './logs';
import { logsPermissions } from './permissions';
import { filterEvents, type FilterInput, getEvents, type GetInput } from './read-events';
import { createStream, putEvents, type WriteInput } from './write-events';

export interface LogsRuntime extends LogGroupRuntime {
  readonly logs: Logs;
  readonly region: string;
}

export type LogsInput = WriteInput &
  FilterInput &
  GetInput &
  DescribeGroupsInput &
  DescribeStreamsInput & {
    readonly logGroupName?: string;
    /** Its name or ARN. */
    readonly logGroupIdentifier?: string;
  };

export const LOGS_SHAPE: Shape = {
  logGroupName: 'string',
  logGroupIdentifier: 'string',
  limit: 'number',
  nextToken: 'string',
  logStreamNames: ['string'],
  logStreamNamePrefix: 'string',
  startTime: 'number',
  endTime: 'number',
  filterPattern: 'string',
  logStreamName: 'string',
  startFromHead: 'boolean',
  orderBy: 'string',
  descending: 'boolean',
  logGroupNamePrefix: 'string',
  logGroupNamePattern: 'string',
};
const GROUP = ['logGroupName', 'logGroupIdentifier'];
const PAGE = ['limit', 'nextToken'];

export const OPERATIONS: Readonly<Record<string, Operation<LogsRuntime, LogsInput>>> = {
  FilterLogEvents: operation(
    'FilterLogEvents',
    [
      ...GROUP,
      ...PAGE,
      'logStreamNames',
      'logStreamNamePrefix',
      'startTime',
      'endTime',
      'filterPattern',
      'interleaved', // has had no effect on AWS since 2019
    ],
    (input, runtime) => filterEvents(groupIn(input, runtime, input.logStreamNames), input),
  ),
  GetLogEvents: operation(
    'GetLogEvents',
    [...GROUP, ...PAGE, 'logStreamName', 'startTime', 'endTime', 'startFromHead'],
    (input, runtime) => getEvents(groupWithStream(input, runtime), input),
  ),
  CreateLogStream: operation(
    'CreateLogStream',
    ['logGroupName', 'logStreamName'],
    (input, runtime) => {
      createStream(groupIn(input, runtime), input);
      return {};
    },
  ),
  PutLogEvents: operation(
    'PutLogEvents',
    // The token has had no effect on AWS since 2023.
    ['logGroupName', 'logStreamName', 'logEvents', 'sequenceToken'],
    (input, runtime) => putEvents(groupWithStream(input, runtime), input),
  ),
  DescribeLogStreams: operation(
    'DescribeLogStreams',
    [...GROUP, ...PAGE, 'logStreamNamePrefix', 'orderBy', 'descending'],
    (input, runtime) => {
      const group = groupIn(input, runtime);
      return describeStreams(group, input, arnOf(group.name, runtime));
    },
  ),
  DescribeLogGroups: operation(
    'DescribeLogGroups',
    [...PAGE, 'logGroupNamePrefix', 'logGroupNamePattern'],
    (input, runtime) => describeGroups(runtime.logs.groups, input, (name) => arnOf(name, runtime)),
  ),
};

/** @param members of its input that it follows; others are refused */
function operation(
  name: string,
  members: readonly string[],
  act: (input: LogsInput, runtime: LogsRuntime) => object,
): Operation<LogsRuntime, LogsInput> {
  return {
    permissions: ({ input }, stack) => logsPermissions(name, input, stack),
    handle: ({ input }, runtime) => {
      const unknown = Object.keys(input).find((member) => !members.includes(member));
      refuseIf(
        unknown !== undefined,
        `The local cloud does not support ${String(unknown)} of ${name}.`,
      );
      return act(input, runtime);
    },
  };
}

function arnOf(group: string, { region }: LogsRuntime): string {
  return `arn:${partitionOf(region)}:logs:${region}:${LOCAL_ACCOUNT_ID}:log-group:${group}`;
}

function groupWithStream(input: LogsInput, runtime: LogsRuntime): LogGroup {
  return groupIn(input, runtime, [input.logStreamName ?? '']);
}

/** The group that the input names, if it has these streams. */
function groupIn(
  { logGroupName, logGroupIdentifier }: LogsInput,
  { logs: all }: LogsRuntime,
  streams: readonly string[] = [],
): LogGroup {
  const group = all.group(logGroupName ?? logGroupIdentifier ?? '');
  const isThere = (wanted: string) => group.streams.some(({ name }) => name === wanted);
  if (streams.every(isThere)) return group;
  throw new ApiError('ResourceNotFoundException', 'The specified log stream does not exist.');
}
