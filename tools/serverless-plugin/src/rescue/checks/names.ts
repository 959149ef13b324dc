// Checks functions with a `name:`: permissions may cover only names that begin with service and stage.
import { roleOf, type Template } from '../../template';
import { type CheckedFunction, type Finding, warning } from './finding';
import { mayByName } from './statements';

/** One line for a function whose log group its role may not write. Lambda then writes no log, and reports no error. */
export function ownName(
  { key, logicalId, config }: CheckedFunction,
  template: Template,
): Finding[] {
  const role = roleOf(logicalId, template);
  if (role === undefined) return [];
  const name = `/aws/lambda/${config.name}`;
  const groups = [{ name }, ...logGroupsOf(name, template)];
  const may = groups.map((one) => mayByName(role, 'logs:PutLogEvents', one, template));
  if (may.some((one) => one !== false)) return [];
  return [
    warning(
      `functions.${key} is called ${config.name}, a name that the permission logs:PutLogEvents of ${role} does not cover, so Lambda would write no log. Remove its name:, let it begin with service and stage like the others, or add its log group to the role.`,
    ),
  ];
}

function logGroupsOf(name: string, template: Template) {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource?.Properties?.['LogGroupName'] === name)
    .map(([logicalId]) => ({ name, logicalId }));
}
