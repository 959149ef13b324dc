// The permissions of CloudWatch Logs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
import type { RequiredPermission } from '../../kernel/authorization/decide';
import type { Stack } from '../../kernel/template';

interface Input {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
  readonly logStreamName?: string;
}

export function logsPermissions(
  operation: string,
  { logGroupName = '', logGroupIdentifier = '', logStreamName = '' }: Input,
  { region, accountId }: Pick<Stack, 'region' | 'accountId'>,
): RequiredPermission[] {
  const group = logGroupName || logGroupIdentifier;
  const name = group.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '');
  const resource = `arn:aws:logs:${region}:${accountId}:log-group:${name}:log-stream:${logStreamName}`;
  return [{ action: `logs:${operation}`, resource }];
}
