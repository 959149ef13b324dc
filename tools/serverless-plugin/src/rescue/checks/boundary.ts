// Finds actions that the roles of a service allow but the pipeline's boundary does not: AWS would deny them.
import { resourceOfArn, resourcesOf, roleOf, type Template } from '../../template';
import { namePrefix } from '../task/name-prefix';
import { type Bootstrap, BOOTSTRAP, isGranted } from './bootstrap';
import { type CheckedFunction, type Finding, warning } from './finding';
import { allowedBy, statementsIn } from './statements';

/**
 * One line for each policy with more actions. Only actions are compared: CloudFormation computes the resources, which the
 * boundary limits by the stage's name.
 */
export function beyondBoundary(template: Template, { boundary }: Bootstrap): Finding[] {
  return policiesIn(template).flatMap(({ logicalId, actions }) => {
    const missing = [...new Set(actions)].filter((action) => !isReachable(action, boundary));
    if (missing.length === 0) return [];
    return [
      warning(
        `${logicalId} allows what the pipeline's boundary does not: ${missing.join(', ')}. If it is needed, add it to Boundary in ${BOOTSTRAP}, in a statement whose Sid begins with Yours.`,
      ),
    ];
  });
}

/**
 * One line for each rescued function with a role from elsewhere that the boundary does not let the secondary pass to a
 * container, as far as the role's ARN tells.
 */
export function rolesBeyondBoundary(
  functions: readonly CheckedFunction[],
  secondary: string | undefined,
  template: Template,
): Finding[] {
  const passing = secondary === undefined ? undefined : roleOf(secondary, template);
  const isLimited = 'PermissionsBoundary' in (template.Resources[passing ?? '']?.Properties ?? {});
  const prefix = namePrefix(template) ?? '<service>-<stage>-';
  return functions.flatMap(({ key, isRescued, properties: { Role } }) => {
    const role = typeof Role === 'string' ? Role : JSON.stringify(Role);
    if (!isLimited || !isRescued || resourceOfArn(Role) !== undefined) return [];
    if (role.includes(`:role/${prefix}`)) return [];
    return [
      warning(
        `functions.${key} has the role ${role}. The pipeline's boundary allows the secondary to give containers only roles whose names begin with ${prefix}. Rename it, or change GiveContainersTheirRoles and NoOtherRoles in ${BOOTSTRAP}.`,
      ),
    ];
  });
}

function policiesIn(template: Template): { logicalId: string; actions: string[] }[] {
  const roles = resourcesOf(template, 'AWS::IAM::Role')
    .filter(({ properties }) => 'PermissionsBoundary' in properties)
    .map(({ logicalId }) => ({ logicalId, allowed: statementsIn(logicalId, template) }));
  const policies = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::RolePolicy']
    .flatMap((type) => resourcesOf(template, type))
    .map(({ logicalId, properties }) => ({ logicalId, allowed: allowedBy(properties) }));
  return [...roles, ...policies].map(({ logicalId, allowed }) => ({
    logicalId,
    actions: allowed.flatMap(({ actions }) => actions),
  }));
}

/** A pattern is fine if it covers at least one of the boundary's actions. */
function isReachable(action: string, boundary: ReadonlySet<string>): boolean {
  if (!action.endsWith('*')) return isGranted(action, boundary);
  return [...boundary].some((one) => one.startsWith(action.slice(0, -1)));
}
