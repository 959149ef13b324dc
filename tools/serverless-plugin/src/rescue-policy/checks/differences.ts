// What of a rescued function is not in its container as it is in Lambda.
import { isDeepStrictEqual } from 'node:util';
import { resourceOfArn } from '../compiled';
import { type Template } from '../framework';
import { type CheckedFunction, type Finding, warning } from './finding';
import { statementsIn } from './statements';
import { taskRoleIn } from './unsupported';

/** Only for writing logs, which the container does by another role. */
const LOGS_ALONE = /AWSLambda(BasicExecution|VPCAccessExecution)Role/;

export function differences(fn: CheckedFunction, secondary: string, template: Template): Finding[] {
  if (!fn.isRescued) return [];
  return [...ownRole(fn, template), ...ownNetwork(fn, secondary, template)];
}

/** Silent when the role of the tasks has all that the function's own role has. */
function ownRole({ key, config, properties }: CheckedFunction, template: Template): Finding[] {
  const taskRole = taskRoleIn(template);
  if (config.role === undefined || taskRole === undefined) return [];
  const own = resourceOfArn(properties['Role']);
  if (own === taskRole) return [];
  if (own !== undefined && covers(taskRole, own, template)) return [];
  const role = own ?? JSON.stringify(properties['Role']);
  return [
    warning(
      `functions.${key} has the role ${role} in Lambda, and ${taskRole} in its container. Give ${taskRole} (tools/serverless-plugin/resources/roles.yml) or HandlerPermissions what the function needs.`,
    ),
  ];
}

function covers(roleId: string, otherId: string, template: Template): boolean {
  const has = (one: unknown, all: readonly unknown[]) =>
    all.some((known) => isDeepStrictEqual(known, one));
  const policies = (id: string) =>
    (template.Resources[id]?.Properties?.['ManagedPolicyArns'] ?? []) as unknown[];
  const inline = statementsIn(roleId, template).map(({ written }) => written);
  return (
    policies(otherId)
      .filter((arn) => !LOGS_ALONE.test(JSON.stringify(arn)))
      .every((arn) => has(arn, policies(roleId))) &&
    statementsIn(otherId, template)
      .filter(({ policy, actions }) => !isOfLambdaAlone(policy, actions))
      .every(({ written }) => has(written, inline))
  );
}

/** What a function needs in Lambda only: to write its log, and to send where its failures go. */
function isOfLambdaAlone(policy: unknown, actions: readonly string[]): boolean {
  return (
    ['dead-letters', 'destinations', 'sources'].includes(String(policy)) ||
    actions.every((action) => action.startsWith('logs:'))
  );
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
      `functions.${key} has a vpc:, which its container does not take over: it runs in the network of custom.network. Set that to existing, with subnets and security groups from which the container reaches the same.`,
    ),
  ];
}
