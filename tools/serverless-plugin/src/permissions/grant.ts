// Adds a permission to a function's role.
import { isDeepStrictEqual } from 'node:util';
import { PluginError } from '../errors';
import { propertiesOf, resourcesOf, roleOf, type Template, type TemplateValue } from '../template';

/** The names of the inline policies. */
export type PolicyName = 'dead-letters' | 'destinations' | 'sources';

/** A permission on one resource. */
export interface Permission {
  readonly arn: TemplateValue;
  readonly action: string;
}

/**
 * Lambda adds this key to the calls of a function's code, and not to its own calls, such as those that send dead letters.
 * With it, the code of functions that share a role can send only to the targets of its own function.
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

/** A function's ARN, built from its name: a reference to the function, which refers to its role, would be circular. */
export function arnByName(functionId: string, template: Template): TemplateValue {
  const prefix = 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function';
  const { FunctionName } = propertiesOf(functionId, template);
  return { 'Fn::Sub': `${prefix}:${String(FunctionName)}` };
}

/**
 * Adds the permission to an inline policy of the role. CloudFormation creates inline policies together with the role, and
 * therefore before the function: Lambda checks the permission when the function gets its target.
 *
 * @param functionId the only function whose code may use the permission, if others have the same role
 * @throws {PluginError} if the role's policies are computed, so that none can be added
 */
export function grant(
  roleId: string,
  { arn, action }: Permission,
  template: Template,
  policyName: PolicyName,
  functionId?: string,
): void {
  const policies = inlinePoliciesOf(roleId, action, template) as InlinePolicy[];
  const { Statement: statements } = ownPolicy(policies, policyName).PolicyDocument;
  if (functionId !== undefined && functionsWith(roleId, template).length > 1) {
    addTo(boundStatement(action, arn, statements), arnByName(functionId, template));
  } else addTo(plainStatement(action, statements).Resource, arn);
}

/**
 * Shortens statements: drops the conditions that name the functions which may send to each target.
 *
 * @returns whether there were any
 */
export function dropConditions(statements: Statement[]): boolean {
  if (!statements.some(({ Condition }) => Condition)) return false;
  for (const { Action, Resource } of statements.splice(0)) {
    for (const arn of Resource) addTo(plainStatement(Action, statements).Resource, arn);
  }
  return true;
}

/** Adds a value once: functions may share a role and a target. */
export function addTo(list: TemplateValue[], value: TemplateValue): void {
  if (!list.some((known) => isDeepStrictEqual(known, value))) list.push(value);
}

/** The logical ids of the functions that have a role. */
export function functionsWith(roleId: string, template: Template): string[] {
  return resourcesOf(template, 'AWS::Lambda::Function')
    .filter(({ logicalId }) => roleOf(logicalId, template) === roleId)
    .map(({ logicalId }) => logicalId);
}

/**
 * The inline policies of a role, to add to.
 *
 * @param action the action to allow
 * @throws {PluginError} if they are computed
 */
export function inlinePoliciesOf(roleId: string, action: string, template: Template): unknown[] {
  const policies: unknown = (propertiesOf(roleId, template)['Policies'] ??= []);
  if (Array.isArray(policies)) return policies;
  throw new PluginError(
    `The Policies of the role "${roleId}" are not a list, so ${action} can't be added. Write them as a list.`,
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

/** @returns the list of functions that may send to this target */
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
