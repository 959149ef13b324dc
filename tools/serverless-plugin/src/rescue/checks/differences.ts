// Finds how a function's container differs from the function in Lambda.
import { isDeepStrictEqual } from 'node:util';
import { resourceOfArn, type Template } from '../../template';
import { type CheckedFunction, type Finding, warning } from './finding';
import { statementsIn } from './statements';
import { taskRoleIn } from './task-definitions';

/** Policies for logs and networks only; the container writes its log with another role. */
const LOGS_ALONE = /AWSLambda(BasicExecution|VPCAccessExecution)Role/;

export function differences(fn: CheckedFunction, secondary: string, template: Template): Finding[] {
  if (!fn.isRescued) return [];
  return [...ownRole(fn, template), ...ownNetwork(fn, secondary, template)];
}

/** No finding if the tasks' role has all permissions of the function's own role. */
function ownRole({ key, config, properties }: CheckedFunction, template: Template): Finding[] {
  const taskRole = taskRoleIn(template);
  if (config.role === undefined || taskRole === undefined) return [];
  const own = resourceOfArn(properties['Role']);
  if (own === taskRole) return [];
  if (own !== undefined && covers(taskRole, own, template)) return [];
  const role = own ?? JSON.stringify(properties['Role']);
  return [
    warning(
      `functions.${key} runs with the role ${role} in Lambda, and with ${taskRole} in its container. Add the permissions that it needs to ${taskRole} (tools/serverless-plugin/resources/roles.yml) or to HandlerPermissions.`,
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

/** Permissions that a function needs only in Lambda: to write its log, and for its failures, results and sources. */
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
      `functions.${key} has a vpc:, which its container does not use: it runs in the network of custom.network. Set custom.network to existing, with subnets and security groups that reach the same hosts.`,
    ),
  ];
}
