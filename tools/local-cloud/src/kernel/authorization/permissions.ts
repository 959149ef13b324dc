// What the policies of the stack allow, and to which principals.
import type { Stack } from '../template';
import { decide, type RequiredPermission } from './decide';
import { readPolicyDocument, type Statement } from './policy-document';
import { readRoles, type Role, trusts } from './roles';

/** Where templates have policies that belong to a resource instead of a role, and apply to the principals that they name. */
const POLICIES_OF_RESOURCES: Readonly<Record<string, string>> = {
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::EFS::FileSystem': 'FileSystemPolicy',
  'AWS::KMS::Key': 'KeyPolicy',
};

/** A service, as far as its permissions go. */
interface Enforceable {
  readonly name: string;
  readonly api?: unknown;
  readonly isEnforcedForOthers?: boolean;
}

export class Permissions {
  private readonly roles: ReadonlyMap<string, Role>;
  private readonly ofResources: readonly Statement[];

  /**
   * @param services those whose permissions are enforced
   * @throws {TemplateError} for a policy that can't be followed
   */
  constructor(
    private readonly stack: Stack,
    services: readonly Enforceable[],
  ) {
    const enforced = enforcedServices(services);
    this.roles = readRoles(stack, enforced);
    this.ofResources = [...stack.resources.values()]
      .filter(({ type }) => Object.hasOwn(POLICIES_OF_RESOURCES, type))
      .flatMap(({ logicalId, type, properties }) =>
        readPolicyDocument(
          properties[POLICIES_OF_RESOURCES[type] ?? ''],
          `resource "${logicalId}"`,
          enforced,
        ),
      );
  }

  /**
   * In AWS's words, why a role may not do what a request needs; undefined if it may, and for a role that is not
   * part of the stack, of which nothing is known here.
   */
  refusal(roleArn: string, need: RequiredPermission): string | undefined {
    const role = this.roles.get(roleArn);
    if (role === undefined) return undefined;
    const statements = [...role.statements, ...this.naming('*'), ...this.naming(roleArn)];
    const decision = decide(statements, need);
    if (decision === 'allowed') return undefined;
    const [, , , , account] = roleArn.split(':');
    const why =
      decision === 'denied'
        ? 'with an explicit deny in a policy'
        : `because no identity-based policy allows the ${need.action} action`;
    return `User: arn:aws:sts::${account ?? ''}:assumed-role/${role.name}/local-cloud is not authorized to perform: ${need.action} on resource: ${need.resource} ${why}`;
  }

  /** Whether a service of AWS, or anyone (`*`), may do so by the policy of the resource, as EventBridge sends to queues. */
  allowsService(service: string, need: RequiredPermission): boolean {
    const statements = this.ofResources.filter(({ principals }) => principals.includes(service));
    return decide(statements, need) === 'allowed';
  }

  /** Whether a role may write to a log group. */
  mayLog(roleArn: string, group: string): boolean {
    return this.logPermissions(group).every((need) => this.refusal(roleArn, need) === undefined);
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html */
  logPermissions(group: string): RequiredPermission[] {
    const { region, accountId } = this.stack;
    const resource = `arn:aws:logs:${region}:${accountId}:log-group:${group}:log-stream:new`;
    return ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({ action, resource }));
  }

  /** Whether a service may act in a role; a role that is not part of the stack is taken for one that it may act in. */
  isTrusted(roleArn: string, service: string, context?: RequiredPermission['context']): boolean {
    const role = this.roles.get(roleArn);
    return role === undefined || trusts(role, service, context);
  }

  private naming(principal: string): readonly Statement[] {
    return this.ofResources.filter(({ principals }) => principals.includes(principal));
  }
}

/** Services that can be called, and those whose permissions such services check. */
function enforcedServices(services: readonly Enforceable[]): string[] {
  return services.flatMap(({ name, api, isEnforcedForOthers = false }) =>
    api === undefined && !isEnforcedForOthers ? [] : [name],
  );
}
