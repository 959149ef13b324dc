// The roles of rescued functions, which their containers share.
import { isDeepStrictEqual } from 'node:util';
import { PluginError } from '../../errors';
import { dropSenders, excessiveLength, tooLong } from '../../permissions/fit-policies';
import { inlinePoliciesOf } from '../../permissions/grant';
import { referencedBy, roleOf, type Template, type TemplateValue } from '../../template';
import { type RescuedFunction } from '../rescued-function';
import { namePrefix } from './name-prefix';
import { refuseUnprepared, type Unprepared } from './prepared-by-hand';
import { runnerStatements } from './runner-permissions';
import { inlinePolicy } from './statement';
import { trustTasks } from './trust';

/** The inline policy that a role gains. */
export const RUNNER_POLICY = 'runner';

/**
 * The `TaskRoleArn` of a function's container: the function's own role.
 *
 * @throws {PluginError} if the function has none in the template
 */
export function taskRoleOf({ key, properties: { Role } }: RescuedFunction): TemplateValue {
  if (Role !== undefined) return Role as TemplateValue;
  throw new PluginError(`functions.${key} has no Role in the compiled template. Give it a role.`);
}

/**
 * Prepares the roles of rescued functions for containers: ECS may give them to tasks, and the runner may fetch the
 * functions that have them, and their events. Functions whose policy says `role: prepared` are left alone.
 *
 * @returns one line for each role whose permissions are wider than its functions, for want of room
 * @throws {PluginError} one line for each role that packaging can't prepare, with the statements to add
 */
export function prepareRoles(rescued: readonly RescuedFunction[], template: Template): string[] {
  const groups = byRole(rescued.filter((fn) => !isPrepared(fn)));
  refuseUnprepared(
    groups.flatMap((functions) => unpreparedIn(functions, template)),
    template,
  );
  return groups.flatMap((functions) => {
    const roleId = roleIdOf(functions, template);
    return roleId === undefined ? [] : allowRunner(roleId, functions, template);
  });
}

function isPrepared({ rescue }: RescuedFunction): boolean {
  return rescue.role === 'prepared';
}

type Group = readonly [RescuedFunction, ...RescuedFunction[]];

/** The functions of each role, in the order in which they are written. */
function byRole(rescued: readonly RescuedFunction[]): Group[] {
  const groups: [RescuedFunction, ...RescuedFunction[]][] = [];
  for (const fn of rescued) {
    const known = groups.find(([first]) => isDeepStrictEqual(taskRoleOf(first), taskRoleOf(fn)));
    if (known) known.push(fn);
    else groups.push([fn]);
  }
  return groups;
}

const roleIdOf = ([{ logicalId }]: Group, template: Template) => roleOf(logicalId, template);

/** Trusts tasks with the role on the way, so that only a computed trust policy remains. */
function unpreparedIn(functions: Group, template: Template): Unprepared[] {
  const roleId = roleIdOf(functions, template);
  if (roleId !== undefined) {
    if (trustTasks(roleId, template)) return [];
    return [{ functions, role: `${roleId}, whose trust policy is computed` }];
  }
  const role = taskRoleOf(functions[0]);
  const wanted = referencedBy(role);
  // A later check reports a name that the stack does not have.
  if (typeof role !== 'string' && 'Fn::GetAtt' in role && wanted !== undefined) {
    if (template.Resources[wanted] === undefined) return [];
  }
  const text = typeof role === 'string' ? role : JSON.stringify(role);
  return [{ functions, role: `${text}, which is not part of this stack` }];
}

/** Adds the runner's permissions, each on exactly these functions while IAM has room for that. */
function allowRunner(roleId: string, functions: Group, template: Template): string[] {
  const policy = inlinePolicy(RUNNER_POLICY, runnerStatements(functions, roleId, template));
  inlinePoliciesOf(roleId, 'lambda:GetFunction', template).push(policy);
  if (excessiveLength(roleId, template) === undefined) return [];
  const notices = [dropSenders(roleId, template)].flatMap((notice) => notice ?? []);
  const prefix = namePrefix(template);
  if (prefix !== undefined && excessiveLength(roleId, template) !== undefined) {
    policy.PolicyDocument.Statement = runnerStatements(functions, roleId, template, prefix);
    notices.push(
      `The policies of the role ${roleId} have no room for the names of its ${functions.length} rescued functions: their containers can read the code, the variables, and the stored events of every function whose name begins with ${prefix}. Give some of them another role.`,
    );
  }
  const length = excessiveLength(roleId, template);
  return length === undefined ? notices : [...notices, tooLong(roleId, length)];
}
