// Finds actions that the roles of a service allow but the pipeline's boundary does not: AWS would deny them.
import { resourcesOf, type Template } from '../../template';
import { type Bootstrap, BOOTSTRAP, isGranted } from './bootstrap';
import { type Finding, warning } from './finding';
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
