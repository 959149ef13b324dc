// The right of a function's role to send where its failures and results go; without it Lambda drops them silently.
import { isDeepStrictEqual } from 'node:util';
import { DeadLetterError } from './errors';
import { type Template, type TemplateValue } from './framework';
import { propertiesOf } from './template';

/** What the inline policies are called. */
export type PolicyName = 'dead-letters' | 'destinations' | 'sources';

/** A right on one resource. */
interface Right {
  readonly arn: TemplateValue;
  readonly action: string;
}

/**
 * Lambda adds this key to the calls of a function's code, and not to its own calls, such as those that send dead letters.
 * By it, the code of functions that share a role can send to their own targets only.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
const SOURCE = 'lambda:SourceFunctionArn';

export interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string;
  readonly Resource: TemplateValue[];
  Condition?: { readonly ArnEqualsIfExists: { readonly [SOURCE]: TemplateValue[] } };
}

export interface InlinePolicy {
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

/** By its name: a reference to the function, which refers to its role, would be a circle. */
export function arnByName(functionId: string, template: Template): TemplateValue {
  const place = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function';
  const { FunctionName } = propertiesOf(functionId, template);
  return { 'Fn::Sub': `${place}:${String(FunctionName)}` };
}

/**
 * Adds the right to an inline policy of the role. Inline, because then a function, which refers to its
 * role, is made after the right exists: Lambda checks it when it is told the target.
 *
 * @param functionId the function whose code alone may make use of it, where others have the same role
 * @throws {DeadLetterError} if the role's policies are computed, so that none can be added
 */
export function grant(
  roleId: string,
  { arn, action }: Right,
  template: Template,
  policyName: PolicyName,
  functionId?: string,
): void {
  const policies = inlinePoliciesOf(roleId, action, template) as InlinePolicy[];
  const { Statement: statements } = ownPolicy(policies, policyName).PolicyDocument;
  if (functionId !== undefined && isShared(roleId, template)) {
    addTo(boundStatement(action, arn, statements), arnByName(functionId, template));
  } else addTo(plainStatement(action, statements).Resource, arn);
}

/**
 * Lists the targets without the functions that may send there, which takes less room.
 *
 * @returns whether there were any
 */
export function unbind(statements: Statement[]): boolean {
  if (!statements.some(({ Condition }) => Condition)) return false;
  for (const { Action, Resource } of statements.splice(0)) {
    for (const arn of Resource) addTo(plainStatement(Action, statements).Resource, arn);
  }
  return true;
}

/** Functions may share a role and a target. */
function addTo(list: TemplateValue[], value: TemplateValue): void {
  if (!list.some((known) => isDeepStrictEqual(known, value))) list.push(value);
}

function isShared(roleId: string, template: Template): boolean {
  return functionsWith(roleId, template).length > 1;
}

/** The logical ids of the functions that have a role. */
export function functionsWith(roleId: string, template: Template): string[] {
  return Object.entries(template.Resources)
    .filter(([id, one]) => one?.Type === 'AWS::Lambda::Function' && roleOf(id, template) === roleId)
    .map(([id]) => id);
}

/**
 * The inline policies of a role, to be added to.
 *
 * @throws {DeadLetterError} if they are computed
 */
export function inlinePoliciesOf(roleId: string, right: string, template: Template): unknown[] {
  const policies: unknown = (propertiesOf(roleId, template)['Policies'] ??= []);
  if (Array.isArray(policies)) return policies;
  throw new DeadLetterError(
    `The Policies of the role "${roleId}" are no list, so the right to ${right} can't be added. Write them as a list.`,
  );
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

function plainStatement(Action: string, statements: Statement[]): Statement {
  const known = statements.find((one) => one.Action === Action && one.Condition === undefined);
  if (known) return known;
  const statement: Statement = { Effect: 'Allow', Action, Resource: [] };
  statements.push(statement);
  return statement;
}

/** @returns the functions that may send to this target */
function boundStatement(
  Action: string,
  arn: TemplateValue,
  statements: Statement[],
): TemplateValue[] {
  const known = statements.find(
    (one) => one.Action === Action && one.Condition && isDeepStrictEqual(one.Resource, [arn]),
  );
  const Condition = known?.Condition ?? { ArnEqualsIfExists: { [SOURCE]: [] } };
  if (!known) statements.push({ Effect: 'Allow', Action, Resource: [arn], Condition });
  return Condition.ArnEqualsIfExists[SOURCE];
}
