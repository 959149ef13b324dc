// Checks functions with a `name:`: the kit's permissions cover names that begin with service and stage.
import { failureQueueOf } from '@immortal/shared';
import { roleOf, type Template } from '../../template';
import { type CheckedFunction, error, type Finding, warning } from './finding';
import { mayByName } from './statements';
import { taskRoleIn } from './task-definitions';

/** One line for a function whose name permissions don't cover. */
export function ownName(fn: CheckedFunction, secondary: string, template: Template): Finding[] {
  const missing = fn.isRescued ? missingForRescue(fn, secondary, template) : [];
  const mayNotLog = missingLog(fn, template);
  const all = [...missing, ...mayNotLog];
  if (all.length === 0) return [];
  const text =
    `functions.${fn.key} is called ${fn.config.name}, a name that these permissions do not cover: ${all.join(', ')}. ` +
    `Remove its name:, let it begin with service and stage like the others, or add it in tools/serverless-plugin/resources/roles.yml.`;
  return [missing.length > 0 ? error(text) : warning(text)];
}

function missingForRescue(
  { logicalId, config: { name } }: CheckedFunction,
  secondary: string,
  template: Template,
): string[] {
  const taskRole = taskRoleIn(template);
  const secondaryRole = roleOf(secondary, template);
  return [
    ...refused(taskRole, 'lambda:GetFunction', { name, logicalId }, template),
    ...refused(secondaryRole, 'sqs:ReceiveMessage', queueOf(name, template), template),
  ];
}

/** Without the permission Lambda writes no log, and reports no error. */
function missingLog({ logicalId, config }: CheckedFunction, template: Template): string[] {
  const group = { name: `/aws/lambda/${config.name}` };
  const role = roleOf(logicalId, template);
  return logGroupOf(group.name, template).some(
    (one) => mayByName(role ?? '', 'logs:PutLogEvents', one, template) !== false,
  )
    ? []
    : refused(role, 'logs:PutLogEvents', group, template);
}

function refused(
  roleId: string | undefined,
  action: string,
  what: { readonly name: string; readonly logicalId?: string },
  template: Template,
): string[] {
  if (roleId === undefined || mayByName(roleId, action, what, template) !== false) return [];
  return [`${action} of ${roleId}`];
}

function queueOf(functionName: string, template: Template) {
  const name = failureQueueOf(functionName);
  const found = Object.entries(template.Resources).find(
    ([, resource]) => resource?.Properties?.['QueueName'] === name,
  );
  return { name, ...(found && { logicalId: found[0] }) };
}

function logGroupOf(name: string, template: Template) {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource?.Properties?.['LogGroupName'] === name)
    .map(([logicalId]) => ({ name, logicalId }));
}
