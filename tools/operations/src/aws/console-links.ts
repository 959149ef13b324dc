// Links into the AWS Management Console.

/** The domain of the console, by the prefix of the region's name. */
const DOMAINS: readonly (readonly [string, string])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
  ['', 'console.aws.amazon.com'],
];

export function logGroupLink(region: string, group: string): string {
  return `${consoleOf(region)}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${escaped(group)}`;
}

export function logStreamLink(region: string, group: string, stream: string): string {
  return `${logGroupLink(region, group)}/log-events/${escaped(stream)}`;
}

export function queueLink(region: string, account: string, queue: string): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = encodeURIComponent(`https://sqs.${region}.${domain}/${account}/${queue}`);
  return `${consoleOf(region)}/sqs/v3/home?region=${region}#/queues/${url}`;
}

export function taskLink(region: string, cluster: string, taskId: string): string {
  return `${consoleOf(region)}/ecs/v2/clusters/${cluster}/tasks/${taskId}/configuration?region=${region}`;
}

function consoleOf(region: string): string {
  const [, domain = ''] = DOMAINS.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return `https://${region}.${domain}`;
}

/** As CloudWatch's console escapes names in the part after its `#`: encoded twice, with `$` for `%`. */
function escaped(name: string): string {
  return encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
}
