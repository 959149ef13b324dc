// Keeps the inline policies of each role within IAM's limit, or warns before a deployment fails.
import { resourcesOf, type Template } from '../template';
import { dropConditions, functionsWith, type InlinePolicy, type PolicyName } from './grant';
import { resolvedLength } from './resolved-length';

/** Characters of all inline policies of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_POLICIES_LENGTH = 10_240;
/** The policies whose statements name the function that may send. */
const WITH_CONDITIONS: readonly PolicyName[] = ['dead-letters', 'destinations'];

/**
 * If the policies of a role are too long, drops the conditions that state which function may send where.
 *
 * @param warn called with one line for a role whose conditions are dropped, or whose policies are too long without them
 */
export function fitPolicies(template: Template, warn: (message: string) => void): void {
  for (const { logicalId, properties } of resourcesOf(template, 'AWS::IAM::Role')) {
    const policies = properties['Policies'];
    if (Array.isArray(policies)) fitRole(logicalId, policies as InlinePolicy[], template, warn);
  }
}

function fitRole(
  roleId: string,
  policies: readonly InlinePolicy[],
  template: Template,
  warn: (message: string) => void,
): void {
  if (resolvedLength(policies, template) <= MAX_POLICIES_LENGTH) return;
  const shortened = policies
    .filter(({ PolicyName: name }) => WITH_CONDITIONS.includes(name as PolicyName))
    .filter(({ PolicyDocument }) => dropConditions(PolicyDocument.Statement));
  const length = resolvedLength(policies, template);
  if (length > MAX_POLICIES_LENGTH) {
    warn(
      `The inline policies of the role ${roleId} have about ${length} characters, and IAM allows ${MAX_POLICIES_LENGTH}: the deployment will fail. Give some of its functions another role.`,
    );
  } else if (shortened.length > 0) {
    warn(
      `The policies of the role ${roleId} are too long to state which function may send where: the code of each of its ${functionsWith(roleId, template).length} functions can send to the failure queues and destinations of the others. Give some of them another role.`,
    );
  }
}
