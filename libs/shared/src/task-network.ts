// The network of a task, in a variable of the secondary: CloudFormation fills in the ids, so it can't be in a file.
import { createHash } from 'node:crypto';
import { NetworkError } from './errors';
import { quote } from './quote';

/** The network of a task, as RunTask takes it. */
export interface TaskNetwork {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Whether the task gets a public IP address, which it needs in a public subnet. */
  readonly assignPublicIp: 'ENABLED' | 'DISABLED';
}

/** A network in the template: texts, or intrinsic functions that return texts. Ids are separated by commas. */
export interface NetworkTemplate<Value> {
  readonly subnets: Value;
  readonly securityGroups: Value;
  readonly assignPublicIp: Value;
}

/** Every network of the service is one variable of the secondary, whose name begins like this. */
export const NETWORK_PREFIX = 'NETWORK_';
const NETWORK_VARIABLE = /^NETWORK_[\dA-F]{8}$/;

const MEMBERS = ['subnets', 'securityGroups', 'assignPublicIp'] as const;
const FORM =
  '{"subnets":"subnet-…,subnet-…","securityGroups":"sg-…,sg-…","assignPublicIp":"ENABLED or DISABLED"}';

/**
 * The name of the variable for a network: the same for the same network.
 *
 * @param template the network in the template
 * @example networkVariable({ subnets: 'subnet-1', … }) // 'NETWORK_1A2B3C4D'
 */
export function networkVariable(template: NetworkTemplate<unknown>): string {
  const text = JSON.stringify(MEMBERS.map((member) => template[member]));
  const hash = createHash('sha256').update(text).digest('hex');
  return `${NETWORK_PREFIX}${hash.slice(0, 8).toUpperCase()}`;
}

/** Whether a variable of the secondary has a network. */
export function isNetworkVariable(name: string): boolean {
  return NETWORK_VARIABLE.test(name);
}

/**
 * The value of the variable, in parts that are joined without anything in between: by `Fn::Join` in a template.
 *
 * @example networkParts(texts).join('') // '{"subnets":"subnet-1,subnet-2","securityGroups":"sg-1","assignPublicIp":"ENABLED"}'
 */
export function networkParts<Value>(template: NetworkTemplate<Value>): (string | Value)[] {
  const { subnets, securityGroups, assignPublicIp } = template;
  return [
    '{"subnets":"',
    subnets,
    '","securityGroups":"',
    securityGroups,
    '","assignPublicIp":"',
    assignPublicIp,
    '"}',
  ];
}

/**
 * @param text of the variable
 * @param variable its name, for messages
 * @throws {NetworkError} if the text has another form; the message names the variable
 */
export function parseTaskNetwork(text: string, variable: string): TaskNetwork {
  const network = textsOf(text, variable);
  const { assignPublicIp } = network;
  if (assignPublicIp !== 'ENABLED' && assignPublicIp !== 'DISABLED') {
    throw new NetworkError(
      `${variable} has the assignPublicIp ${quote(assignPublicIp)}. Set it to ENABLED or DISABLED.`,
    );
  }
  return {
    subnets: idsOf(network, 'subnets', 'subnet', variable),
    securityGroups: idsOf(network, 'securityGroups', 'sg', variable),
    assignPublicIp,
  };
}

type Texts = NetworkTemplate<string>;

function textsOf(text: string, variable: string): Texts {
  const refusal = `${variable} is ${quote(text)}. Set it to ${FORM}.`;
  try {
    const value = JSON.parse(text) as Texts | null;
    if (MEMBERS.every((member) => typeof value?.[member] === 'string')) return value as Texts;
  } catch (cause) {
    throw new NetworkError(refusal, { cause });
  }
  throw new NetworkError(refusal);
}

function idsOf(
  network: Texts,
  member: 'subnets' | 'securityGroups',
  prefix: 'subnet' | 'sg',
  variable: string,
): string[] {
  const list = network[member];
  const ids = list.split(',').map((id) => id.trim());
  const wrong = ids.find((id) => !new RegExp(String.raw`^${prefix}-\w+$`).test(id));
  if (wrong === undefined) return ids;
  const what = wrong === '' ? `an empty item: ${quote(list)}` : `the item ${quote(wrong)}`;
  throw new NetworkError(
    `${variable} has in ${member} ${what}. Set it to ids, separated by commas: ${prefix}-…,${prefix}-…`,
  );
}
