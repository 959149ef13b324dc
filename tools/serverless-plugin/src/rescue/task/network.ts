// The network of a function's container: the function's own VPC, or the one that custom.network names.
import { networkParts, type NetworkTemplate } from '@immortal/shared';
import { PluginError } from '../../errors';
import { type FunctionConfig, type Serverless, type VpcConfig } from '../../framework';
import { type TemplateValue } from '../../template';

export interface Network extends NetworkTemplate<TemplateValue> {
  /** As the packaging table names it: `own`, or `vpc` for that of a function. */
  readonly label: string;
}

/**
 * Like Lambda, a container in a function's own VPC gets no public address: it reaches AWS's services through a NAT
 * gateway or through endpoints.
 *
 * @throws {PluginError} if the function has no VPC, and custom.network names no network
 */
export function networkOf(config: FunctionConfig, { service }: Serverless): Network {
  const vpc = vpcOf(config, service.provider.vpc);
  if (vpc === undefined) return namedNetwork(service.custom ?? {});
  return {
    label: 'vpc',
    subnets: commaSeparated(vpc.subnetIds),
    securityGroups: commaSeparated(vpc.securityGroupIds),
    assignPublicIp: 'DISABLED',
  };
}

/** The value of the secondary's variable for a network: JSON text, once CloudFormation has resolved it. */
export function networkValue(network: Network): TemplateValue {
  const parts = networkParts<TemplateValue>(network);
  return parts.every((part) => typeof part === 'string')
    ? parts.join('')
    : { 'Fn::Join': ['', parts] };
}

/** As the framework does: each setting of the function, or else the provider's; `false` or `null` means none. */
function vpcOf(
  { vpc: own }: FunctionConfig,
  shared: VpcConfig | undefined,
): Required<VpcConfig> | undefined {
  if (own === null || own === false) return undefined;
  const subnetIds = own?.subnetIds ?? shared?.subnetIds;
  const securityGroupIds = own?.securityGroupIds ?? shared?.securityGroupIds;
  if (subnetIds === undefined || securityGroupIds === undefined) return undefined;
  return { subnetIds, securityGroupIds };
}

function namedNetwork({ network, networks = {} }: NonNullable<Serverless['service']['custom']>) {
  const label = String(network);
  const found = Object.hasOwn(networks, label) ? networks[label] : undefined;
  if (isNetwork(found)) return { label, ...found };
  throw new PluginError(
    found === undefined
      ? `custom.network is ${JSON.stringify(network)}, which is not under custom.networks. Use ${Object.keys(networks).join(' or ') || 'a network that you describe there'}.`
      : `custom.networks.${label} needs subnets, securityGroups and assignPublicIp.`,
  );
}

function isNetwork(value: unknown): value is NetworkTemplate<TemplateValue> {
  const { subnets, securityGroups, assignPublicIp } = Object(value) as Partial<
    NetworkTemplate<TemplateValue>
  >;
  return [subnets, securityGroups, assignPublicIp].every((one) => (one ?? undefined) !== undefined);
}

/** A value that CloudFormation computes is a list as a whole. */
function commaSeparated(ids: Required<VpcConfig>['subnetIds']): TemplateValue {
  if (!Array.isArray(ids)) return { 'Fn::Join': [',', ids] };
  return ids.every((id) => typeof id === 'string') ? ids.join(',') : { 'Fn::Join': [',', ids] };
}
