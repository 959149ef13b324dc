// The right of a function's role to send where its failures and results go; without it Lambda drops them silently.
import { isDeepStrictEqual } from 'node:util';
import { DeadLetterError } from './errors';
import { type Template, type TemplateValue } from './framework';
import { propertiesOf } from './template';

/** What the inline policies are called. */
type PolicyName = 'dead-letters' | 'destinations' | 'sources';

/** A right on one resource. */
interface Right {
  readonly arn: TemplateValue;
  readonly action: string;
}

interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string;
  readonly Resource: TemplateValue[];
}

interface InlinePolicy {
  readonly PolicyName: TemplateValue;
  readonly PolicyDocument: { readonly Version: '2012-10-17'; readonly Statement: Statement[] };
}

/**
 * The logical id of the role that a compiled function refers to.
 *
 * @returns undefined if the role is given by ARN, import or substitution, or is not part of the template
 */
export function roleOf(functionId: string, template: Template): string | undefined {
  const role = propertiesOf(functionId, template)['Role'];
  if (typeof role !== 'object' || role === null || !('Fn::GetAtt' in role)) return undefined;
  const attribute = role['Fn::GetAtt'];
  // Both spellings are CloudFormation: ['Role', 'Arn'] and 'Role.Arn'.
  const [roleId] = (
    Array.isArray(attribute) ? attribute : String(attribute).split('.')
  ) as string[];
  const isOwned = roleId !== undefined && template.Resources[roleId]?.Type === 'AWS::IAM::Role';
  return isOwned ? roleId : undefined;
}

/**
 * Adds the right to an inline policy of the role. Inline, because then a function, which refers to its
 * role, is made after the right exists: Lambda checks it when it is told the target.
 *
 * @throws {DeadLetterError} if the role's policies are computed, so that none can be added
 */
export function grant(
  roleId: string,
  { arn, action }: Right,
  template: Template,
  policyName: PolicyName = 'dead-letters',
): void {
  const properties = propertiesOf(roleId, template);
  const policies = (properties['Policies'] ??= []);
  if (!Array.isArray(policies)) {
    throw new DeadLetterError(
      `The Policies of the role "${roleId}" are no list, so the right to ${action} can't be added. Write them as a list.`,
    );
  }
  const statements = ownPolicy(policies as InlinePolicy[], policyName).PolicyDocument.Statement;
  const resources = resourcesOf(statements, action);
  // Functions may share a role and a queue.
  if (!resources.some((known) => isDeepStrictEqual(known, arn))) resources.push(arn);
}

function ownPolicy(policies: InlinePolicy[], PolicyName: PolicyName): InlinePolicy {
  const known = policies.find((policy) => policy.PolicyName === PolicyName);
  if (known) return known;
  const policy: InlinePolicy = {
    PolicyName,
    PolicyDocument: { Version: '2012-10-17', Statement: [] },
  };
  policies.push(policy);
  return policy;
}

function resourcesOf(statements: Statement[], action: string): TemplateValue[] {
  const known = statements.find((statement) => statement.Action === action);
  if (known) return known.Resource;
  const statement: Statement = { Effect: 'Allow', Action: action, Resource: [] };
  statements.push(statement);
  return statement.Resource;
}
