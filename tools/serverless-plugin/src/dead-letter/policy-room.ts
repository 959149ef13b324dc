// Keeps the inline policies of each role within the room that IAM has for them, or says so before a deployment fails.
import { type Template } from './framework';
import { functionsWith, type InlinePolicy, type PolicyName, unbind } from './grant';
import { resolvedLength } from './resolved-length';

/** Characters of all inline policies of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_POLICIES_LENGTH = 10_240;
/** Those whose statements name the function that may send. */
const BOUND: readonly PolicyName[] = ['dead-letters', 'destinations'];

/**
 * Takes out of the policies of a role which function may send where, if they would not fit with it. Only when everything
 * is granted is it known whether they fit.
 *
 * @param warn called with one line for a role that has lost it, and for one whose policies do not fit even so
 */
export function fitPolicies(template: Template, warn: (message: string) => void): void {
  for (const [roleId, resource] of Object.entries(template.Resources)) {
    const policies = resource?.Properties?.['Policies'];
    if (resource?.Type === 'AWS::IAM::Role' && Array.isArray(policies)) {
      fitRole(roleId, policies as InlinePolicy[], template, warn);
    }
  }
}

function fitRole(
  roleId: string,
  policies: readonly InlinePolicy[],
  template: Template,
  warn: (message: string) => void,
): void {
  if (resolvedLength(policies, template) <= MAX_POLICIES_LENGTH) return;
  const bound = policies.filter(({ PolicyName: name }) => BOUND.includes(name as PolicyName));
  const unbound = bound.filter(({ PolicyDocument }) => unbind(PolicyDocument.Statement));
  const length = resolvedLength(policies, template);
  if (length > MAX_POLICIES_LENGTH) {
    warn(
      `The inline policies of the role ${roleId} have some ${length} characters, and IAM takes ${MAX_POLICIES_LENGTH}: the deployment will fail. Give some of its functions a role of their own.`,
    );
  } else if (unbound.length > 0) {
    warn(
      `The role ${roleId} has no room to say which function may send where: the code of each of its ${functionsWith(roleId, template).length} functions can send to the failure queues and destinations of the others. Give some of them a role of their own.`,
    );
  }
}
