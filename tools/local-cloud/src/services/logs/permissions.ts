// What the operations of CloudWatch Logs need: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
import type { WireRequest } from '../storage';
import type { Stack } from '../../kernel/template';
import type { Need } from '../../kernel/authorization/decide';
import { jsonBody, textIn } from '../../kernel/protocols/json-body';

export function logsNeeds(
  operation: string,
  request: WireRequest,
  { region, accountId }: Stack,
): Need[] {
  const body = jsonBody(request);
  const group = textIn(body, 'logGroupName') || textIn(body, 'logGroupIdentifier');
  const name = group.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '');
  const stream = textIn(body, 'logStreamName');
  const resource = `arn:aws:logs:${region}:${accountId}:log-group:${name}:log-stream:${stream}`;
  return [{ action: `logs:${operation}`, resource }];
}
