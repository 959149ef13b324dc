// Where AWS's console shows what the smoke test is about.
import { type Names } from './names';

/** https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html */
const CONSOLES: Readonly<Record<string, string>> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

export function logGroupLink(names: Names, logGroup: string): string {
  // The console wants it encoded twice, and "$" for "%".
  const name = encodeURIComponent(encodeURIComponent(logGroup)).replaceAll('%', '$');
  return `${consoleOf(names)}/cloudwatch/home?region=${names.region}#logsV2:log-groups/log-group/${name}`;
}

export function queueLink(names: Names, queue: string): string {
  const { region, account } = names;
  const domain = names.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = encodeURIComponent(`https://sqs.${region}.${domain}/${account}/${queue}`);
  return `${consoleOf(names)}/sqs/v3/home?region=${region}#/queues/${url}`;
}

export function taskLink(names: Names, taskArn: string): string {
  const id = taskArn.split('/').at(-1) ?? '';
  const { cluster, region } = names;
  return `${consoleOf(names)}/ecs/v2/clusters/${cluster}/tasks/${id}/configuration?region=${region}`;
}

function consoleOf({ partition, region }: Names): string {
  return `https://${region}.${CONSOLES[partition] ?? 'console.aws.amazon.com'}`;
}
