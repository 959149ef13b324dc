// DescribeLogGroups and DescribeLogStreams.
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
import { MAX_DESCRIBED_LOGS } from '../../kernel/aws-limits';
import { pageOf, refuseIf } from './input-checks';
import type { LogGroup } from './log-group';

interface Paged {
  readonly limit?: number;
  readonly nextToken?: string;
}

export interface DescribeGroupsInput extends Paged {
  readonly logGroupNamePrefix?: string;
  /** A part of the name. */
  readonly logGroupNamePattern?: string;
}

export interface DescribeStreamsInput extends Paged {
  readonly logStreamNamePrefix?: string;
  readonly orderBy?: string;
  readonly descending?: boolean;
}

/** @param arnOf the ARN of a group */
export function describeGroups(
  groups: readonly LogGroup[],
  input: DescribeGroupsInput,
  arnOf: (name: string) => string,
): object {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: part } = input;
  refuseIf(
    prefix !== undefined && part !== undefined,
    'logGroupNamePrefix and logGroupNamePattern cannot be used together.',
  );
  const found = groups
    .filter(({ name }) => name.startsWith(prefix ?? ''))
    .filter(({ name }) => name.toLowerCase().includes((part ?? '').toLowerCase()))
    .sort((a, b) => compare(a.name, b.name));
  const { page, ...next } = pageOf(found, input, MAX_DESCRIBED_LOGS);
  const logGroups = page.map(({ name, createdAt, retentionDays }) => ({
    logGroupName: name,
    creationTime: createdAt,
    ...(retentionDays !== undefined && { retentionInDays: retentionDays }),
    metricFilterCount: 0,
    storedBytes: 0,
    logGroupClass: 'STANDARD',
    arn: `${arnOf(name)}:*`,
    logGroupArn: arnOf(name),
  }));
  return { logGroups, ...next };
}

export function describeStreams(group: LogGroup, input: DescribeStreamsInput, arn: string): object {
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false } = input;
  const byTime = orderBy === 'LastEventTime';
  refuseIf(
    !byTime && orderBy !== 'LogStreamName',
    'orderBy must be LogStreamName or LastEventTime.',
  );
  refuseIf(
    byTime && prefix !== undefined,
    'Cannot order by LastEventTime with a logStreamNamePrefix.',
  );
  const found = group.streams
    .filter(({ name }) => name.startsWith(prefix ?? ''))
    .sort((a, b) =>
      byTime ? (a.lastEventAt ?? 0) - (b.lastEventAt ?? 0) : compare(a.name, b.name),
    );
  if (descending) found.reverse();
  const { page, ...next } = pageOf(found, input, MAX_DESCRIBED_LOGS);
  const logStreams = page.map(({ name, createdAt, firstEventAt, lastEventAt }) => ({
    logStreamName: name,
    creationTime: createdAt,
    firstEventTimestamp: firstEventAt,
    lastEventTimestamp: lastEventAt,
    lastIngestionTime: lastEventAt,
    storedBytes: 0,
    arn: `${arn}:log-stream:${name}`,
  }));
  return { logStreams, ...next };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
