// Keeps the inline policies of each role within IAM's limit, or warns before a deployment fails.
import { resourcesOf, type Template } from '../template';
import { dropConditions, functionsWith, type InlinePolicy, type PolicyName } from './grant';
import { resolvedLength } from './resolved-length';

/** Characters of all inline policies of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MAX_POLICIES_LENGTH = 10_240;
/** The policies whose statements name the function that may send. */
const WITH_CONDITIONS: readonly PolicyName[] = ['dead-letters', 'destinations'];

/**
 * If the policies of a role are too long, drops the conditions that state which function may send where.
 *
 * @param warn called with one line for a role whose conditions are dropped, or whose policies are too long without them
 */
export function fitPolicies(template: Template, warn: (message: string) => void): void {
  for (const { logicalId } of resourcesOf(template, 'AWS::IAM::Role')) {
    if (excessiveLength(logicalId, template) === undefined) continue;
    const dropped = dropSenders(logicalId, template);
    const length = excessiveLength(logicalId, template);
    if (length !== undefined) warn(tooLong(logicalId, length));
    else if (dropped !== undefined) warn(dropped);
  }
}

/** @returns how many characters the inline policies of a role have, if IAM would refuse them; computed ones don't count */
export function excessiveLength(roleId: string, template: Template): number | undefined {
  const length = resolvedLength(policiesOf(roleId, template), template);
  return length > MAX_POLICIES_LENGTH ? length : undefined;
}

/**
 * Drops the conditions that state which function may send where from the policies of a role.
 *
 * @returns the line for the user; undefined if there were none
 */
export function dropSenders(roleId: string, template: Template): string | undefined {
  const shortened = policiesOf(roleId, template)
    .filter(({ PolicyName: name }) => WITH_CONDITIONS.includes(name as PolicyName))
    .filter(({ PolicyDocument }) => dropConditions(PolicyDocument.Statement));
  if (shortened.length === 0) return undefined;
  return `The policies of the role ${roleId} are too long to state which function may send where: the code of each of its ${functionsWith(roleId, template).length} functions can send to the failure queues and destinations of the others. Give some of them another role.`;
}

export function tooLong(roleId: string, length: number): string {
  return `The inline policies of the role ${roleId} have about ${length} characters, and IAM allows ${MAX_POLICIES_LENGTH}: the deployment will fail. Give some of its functions another role.`;
}

function policiesOf(roleId: string, { Resources }: Template): readonly InlinePolicy[] {
  const policies = Resources[roleId]?.Properties?.['Policies'];
  return Array.isArray(policies) ? (policies as InlinePolicy[]) : [];
}
