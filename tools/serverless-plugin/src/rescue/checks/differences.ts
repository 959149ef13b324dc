// Finds how a function's container differs from the function in Lambda.
import { type Template } from '../../template';
import { type CheckedFunction, type Finding, warning } from './finding';

export function differences(fn: CheckedFunction, secondary: string, template: Template): Finding[] {
  if (!fn.isRescued) return [];
  return ownNetwork(fn, secondary, template);
}

function ownNetwork(
  { key, properties }: CheckedFunction,
  secondary: string,
  template: Template,
): Finding[] {
  const { SubnetIds: subnets } = (properties['VpcConfig'] ?? {}) as { SubnetIds?: unknown };
  if (!Array.isArray(subnets) || subnets.length === 0) return [];
  const { Environment } = template.Resources[secondary]?.Properties ?? {};
  const { Variables } = (Environment ?? {}) as { Variables?: Record<string, unknown> };
  if (Variables?.['SUBNETS'] === subnets.join(',')) return [];
  return [
    warning(
      `functions.${key} has a vpc:, which its container does not use: it runs in the network of custom.network. Set custom.network to existing, with subnets and security groups that reach the same hosts.`,
    ),
  ];
}
