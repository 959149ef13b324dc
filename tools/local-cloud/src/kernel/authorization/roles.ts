// The roles of the stack: what they allow, and whom they trust.
import type { Resource, Stack } from '../template';
import { type RequiredPermission } from './decide';
import { managedActions } from './managed-policies';
import { readPolicyDocument, type Statement } from './policy-document';

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly statements: readonly Statement[];
  readonly trust: readonly Statement[];
}

/**
 * @param enforced the names of the services whose permissions are enforced
 * @throws {TemplateError} for a policy that can't be followed
 */
export function readRoles(stack: Stack, enforced: readonly string[]): ReadonlyMap<string, Role> {
  const ofType = (type: string) =>
    [...stack.resources.values()].filter((resource) => resource.type === type);
  const managed = ofType('AWS::IAM::ManagedPolicy');
  const attached = [...ofType('AWS::IAM::Policy'), ...ofType('AWS::IAM::RolePolicy'), ...managed];
  const roles = ofType('AWS::IAM::Role').map((role) => readRole(role, managed, attached, enforced));
  return new Map(roles.map((role) => [role.arn, role]));
}

function readRole(
  role: Resource,
  managed: readonly Resource[],
  attached: readonly Resource[],
  enforced: readonly string[],
): Role {
  const { logicalId, properties, attributes, ref: name } = role;
  const where = `resource "${logicalId}"`;
  const inline = (properties['Policies'] ?? []) as { PolicyDocument?: unknown }[];
  const arns = ((properties['ManagedPolicyArns'] ?? []) as unknown[]).map(String);
  return {
    arn: String(attributes['Arn']),
    name,
    trust: readPolicyDocument(properties['AssumeRolePolicyDocument'], where, enforced),
    statements: [
      ...inline.flatMap(({ PolicyDocument }) =>
        readPolicyDocument(PolicyDocument, where, enforced),
      ),
      ...arns.flatMap((arn) => managedStatements(arn, managed, where, enforced)),
      ...attached
        .filter((policy) => isAttached(policy, name))
        .flatMap((policy) => statementsOf(policy, enforced)),
    ],
  };
}

function managedStatements(
  arn: string,
  managed: readonly Resource[],
  where: string,
  enforced: readonly string[],
): readonly Statement[] {
  const own = managed.find(({ ref }) => ref === arn);
  if (own) return statementsOf(own, enforced);
  const statement = { Effect: 'Allow', Action: managedActions(arn) ?? [], Resource: '*' };
  return readPolicyDocument({ Statement: statement }, where, enforced);
}

/** Policies from elsewhere of which nothing is known here, so that they allow nothing. */
export function unknownPolicies(stack: Stack): string[] {
  const all = [...stack.resources.values()];
  const own = all.filter(({ type }) => type === 'AWS::IAM::ManagedPolicy').map(({ ref }) => ref);
  return all
    .filter(({ type }) => type === 'AWS::IAM::Role')
    .flatMap(({ logicalId, properties }) =>
      ((properties['ManagedPolicyArns'] ?? []) as unknown[])
        .map(String)
        .filter((arn) => !own.includes(arn) && managedActions(arn) === undefined)
        .map((arn) => `the policy ${arn} of ${logicalId}, which allows nothing here`),
    );
}

function isAttached({ properties }: Resource, roleName: string): boolean {
  const names = [properties['Roles'] ?? [], properties['RoleName'] ?? []].flat();
  return names.includes(roleName);
}

function statementsOf(
  { logicalId, properties }: Resource,
  enforced: readonly string[],
): Statement[] {
  return readPolicyDocument(properties['PolicyDocument'], `resource "${logicalId}"`, enforced);
}

/** What has to be allowed by a trust policy, which names no resource. */
export function trusts(
  role: Role,
  service: string,
  context: RequiredPermission['context'] = {},
): boolean {
  const values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return role.trust.some(
    ({ effect, actions, principals, conditions }) =>
      effect === 'Allow' &&
      actions.includes('sts:AssumeRole') &&
      principals.includes(service) &&
      conditions.every((holds) => holds(values)),
  );
}
