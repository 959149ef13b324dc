// What the secondary needs for exactly the functions that it rescues: their failure queues, task definitions, and roles.
import { failureQueueOf } from '@immortal/shared';
import { PluginError } from '../../errors';
import { excessiveLength, MAX_POLICIES_LENGTH } from '../../permissions/fit-policies';
import { inlinePoliciesOf } from '../../permissions/grant';
import { roleOf, type Template } from '../../template';
import { type RescuedFunction } from '../rescued-function';
import { namePrefix, shortened } from './name-prefix';
import { readable } from './prepared-by-hand';
import { taskRoleOf } from './role';
import { isNamedWith } from './role-name';
import { arnHere, arnOf, inlinePolicy, type Statement, unique } from './statement';

const POLICY_NAME = 'rescued-functions';
const EXECUTION_ROLE = arnOf('ExecutionRole');
const CLUSTER = arnOf('Cluster');

/** Which lists are shortened: each has the prefix that its pattern begins with. */
interface Prefixes {
  readonly names?: string | undefined;
  readonly roles?: string | undefined;
}

/**
 * Adds an inline policy to the secondary's role.
 *
 * @param secondaryId the logical id of the secondary
 * @returns a line if IAM has no room for every name, so that the permissions cover a prefix instead
 * @throws {PluginError} if there is no room even so, or the role can't be added to or is that of a rescued function
 */
export function allowSecondary(
  rescued: readonly RescuedFunction[],
  secondaryId: string,
  template: Template,
): string[] {
  const roleId = ownRoleOf(secondaryId, rescued, template);
  const policy = inlinePolicy(POLICY_NAME, statementsFor(rescued, {}, template));
  inlinePoliciesOf(roleId, 'ecs:RunTask', template).push(policy);
  const prefix = namePrefix(template);
  const attempts: Prefixes[] =
    prefix === undefined ? [] : [{ names: prefix }, { names: prefix, roles: prefix }];
  for (const prefixes of attempts) {
    if (excessiveLength(roleId, template) === undefined) break;
    policy.PolicyDocument.Statement = statementsFor(rescued, prefixes, template);
    if (excessiveLength(roleId, template) === undefined) return [notice(roleId, prefixes, rescued)];
  }
  const length = excessiveLength(roleId, template);
  if (length === undefined) return [];
  throw new PluginError(
    `The inline policies of the secondary's role ${roleId} have about ${length} characters, and IAM allows ${MAX_POLICIES_LENGTH}. Let the names of rescued functions and of their roles begin with ${prefix ?? '<service>-<stage>-'}, so that one pattern covers them, or split the service.`,
  );
}

function notice(roleId: string, { names, roles }: Prefixes, rescued: readonly unknown[]): string {
  const what = `all task definitions and failure queues${roles === undefined ? '' : ', and all roles of containers,'}`;
  return `The policies of the secondary's role ${roleId} have no room for the names of ${rescued.length} rescued functions: they cover ${what} whose names begin with ${String(names)}.`;
}

function statementsFor(
  rescued: readonly RescuedFunction[],
  prefixes: Prefixes,
  template: Template,
): Statement[] {
  const names = shortened(
    rescued.map(({ name }) => name),
    prefixes.names,
  );
  return [
    {
      // Lambda polls the queues with this role; the secondary delays messages, and asks for another attempt.
      Sid: 'ReadAndReturnFailures',
      Effect: 'Allow',
      Action: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
        'sqs:SendMessage',
      ],
      Resource: names.map((name) => {
        const exact = rescued.find((fn) => fn.name === name);
        return exact ? arnOf(exact.queueId) : arnHere('sqs', failureQueueOf(name));
      }),
    },
    {
      Sid: 'StartContainers',
      Effect: 'Allow',
      Action: 'ecs:RunTask',
      // Every revision: the latest runs, whichever that is.
      Resource: names.map((name) => arnHere('ecs', `task-definition/${name}:*`)),
      Condition: { ArnEquals: { 'ecs:cluster': CLUSTER } },
    },
    {
      Sid: 'GiveContainersTheirRoles',
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: roleArns(rescued, prefixes.roles, template),
      Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
  ];
}

function roleArns(
  rescued: readonly RescuedFunction[],
  prefix: string | undefined,
  template: Template,
): unknown[] {
  const all = unique([EXECUTION_ROLE, ...rescued.map(taskRoleOf)]);
  if (prefix === undefined) return all;
  const others = all.filter((role) => !isNamedWith(prefix, role, template));
  if (others.length === all.length) return all;
  const pattern = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${prefix}*`;
  return [{ 'Fn::Sub': pattern }, ...others];
}

/** The secondary's role, which must not be that of a container: it could start other containers. */
function ownRoleOf(
  secondaryId: string,
  rescued: readonly RescuedFunction[],
  template: Template,
): string {
  const roleId = roleOf(secondaryId, template);
  if (roleId === undefined) {
    const statements = readable(statementsFor(rescued, {}, template), template);
    throw new PluginError(
      `The secondary's role is not part of this stack, so packaging can't allow it to rescue functions. Give it a role of this stack, such as SecondaryRole, to which packaging adds ${statements}.`,
    );
  }
  const sharing = rescued.find(({ logicalId }) => roleOf(logicalId, template) === roleId);
  if (sharing === undefined) return roleId;
  throw new PluginError(
    `functions.${sharing.key} has the role of the secondary, ${roleId}, with which its code could start containers and read every failed event. Give one of them another role.`,
  );
}
