// Where the log of one rescue is to be read.

/** The domain of the console, by the beginning of the region's name. */
const CONSOLES: readonly (readonly [string, string])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
  ['', 'console.aws.amazon.com'],
];

/** Prefix and container of the task definition: tools/serverless-plugin/resources/runner.yml. */
export function logStreamOf(taskId: string): string {
  return `rescue/runner/${taskId}`;
}

/** A link into the console of CloudWatch. */
export function consoleLink(region: string, group: string, taskId: string): string {
  const domain = CONSOLES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? '';
  const place = `log-groups/log-group/${encoded(group)}/log-events/${encoded(logStreamOf(taskId))}`;
  return `https://${region}.${domain}/cloudwatch/home?region=${region}#logsV2:${place}`;
}

/** A command that shows the log, where there is no console. */
export function tailCommand(group: string, taskId: string): string {
  return `aws logs tail ${group} --since 1d --log-stream-names ${logStreamOf(taskId)}`;
}

/** The console's own escaping of what stands behind its `#`: encoded twice, with `$` for `%`. */
function encoded(name: string): string {
  return encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
}
