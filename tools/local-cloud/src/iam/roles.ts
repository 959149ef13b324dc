// The roles of the stack: what they allow, and whom they trust.
import { type Resource, type Stack, TemplateError } from '../template';
import { type Need } from './decide';
import { readPolicyDocument, type Statement } from './policy-document';

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly statements: readonly Statement[];
  readonly trust: readonly Statement[];
}

/**
 * Policies of AWS that only allow what is not played: writing logs, drawing traces, attaching to a network.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const WITHOUT_EFFECT = [
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaVPCAccessExecutionRole',
  'service-role/AmazonECSTaskExecutionRolePolicy',
  'AWSXRayDaemonWriteAccess',
];

/** @throws {TemplateError} for a policy that can't be followed */
export function readRoles(stack: Stack): ReadonlyMap<string, Role> {
  const ofType = (type: string) =>
    [...stack.resources.values()].filter((resource) => resource.type === type);
  const managed = ofType('AWS::IAM::ManagedPolicy');
  const attached = [...ofType('AWS::IAM::Policy'), ...ofType('AWS::IAM::RolePolicy'), ...managed];
  const roles = ofType('AWS::IAM::Role').map((role) => readRole(role, managed, attached));
  return new Map(roles.map((role) => [role.arn, role]));
}

function readRole(
  role: Resource,
  managed: readonly Resource[],
  attached: readonly Resource[],
): Role {
  const { logicalId, properties, attributes, ref: name } = role;
  const where = `resource "${logicalId}"`;
  const inline = (properties['Policies'] ?? []) as { PolicyDocument?: unknown }[];
  const arns = ((properties['ManagedPolicyArns'] ?? []) as unknown[]).map(String);
  return {
    arn: String(attributes['Arn']),
    name,
    trust: readPolicyDocument(properties['AssumeRolePolicyDocument'], where),
    statements: [
      ...inline.flatMap(({ PolicyDocument }) => readPolicyDocument(PolicyDocument, where)),
      ...arns.flatMap((arn) => managedStatements(arn, managed, where)),
      ...attached.filter((policy) => isAttached(policy, name)).flatMap(statementsOf),
    ],
  };
}

function managedStatements(
  arn: string,
  managed: readonly Resource[],
  where: string,
): readonly Statement[] {
  const own = managed.find(({ ref }) => ref === arn);
  if (own) return statementsOf(own);
  const name = /^arn:[^:]+:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  if (name !== undefined && WITHOUT_EFFECT.includes(name)) return [];
  throw new TemplateError(
    `${where} has the policy ${arn}, which the local cloud does not know: write its statements into the template, which also narrows them down`,
  );
}

function isAttached({ properties }: Resource, roleName: string): boolean {
  const names = [properties['Roles'] ?? [], properties['RoleName'] ?? []].flat();
  return names.includes(roleName);
}

function statementsOf({ logicalId, properties }: Resource): Statement[] {
  return readPolicyDocument(properties['PolicyDocument'], `resource "${logicalId}"`);
}

/** What has to be allowed by a trust policy, which names no resource. */
export function trusts(role: Role, service: string, context: Need['context'] = {}): boolean {
  const values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return role.trust.some(
    ({ effect, actions, principals, conditions }) =>
      effect === 'Allow' &&
      actions.includes('sts:AssumeRole') &&
      principals.includes(service) &&
      conditions.every((holds) => holds(values)),
  );
}
