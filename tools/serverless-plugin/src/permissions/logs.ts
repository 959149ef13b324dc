// Lets a role write the logs of its functions, and no others; the framework grants this only to the role that it creates.
import {
  FRAMEWORKS_ROLE,
  propertiesOf,
  roleOf,
  type Template,
  type TemplateValue,
} from '../template';
import { addTo, inlinePoliciesOf } from './grant';

const SID = 'WriteLogs';
const POLICY_NAME = 'logs';

interface Statement {
  readonly Sid?: string;
  readonly Resource: TemplateValue[];
}

/**
 * Grants a function's role its log group.
 *
 * @param logGroupId the logical id that the framework gives to the function's log group
 * @throws {PluginError} if the role's policies are computed, so that none can be added
 */
export function grantLogs(functionId: string, logGroupId: string, template: Template): void {
  const roleId = roleOf(functionId, template);
  if (roleId === undefined || roleId === FRAMEWORKS_ROLE) return;
  const group = logGroupOf(functionId, logGroupId, template);
  if (group === undefined) return;
  addTo(groupsIn(inlinePoliciesOf(roleId, 'logs:PutLogEvents', template)), group);
}

function groupsIn(policies: unknown[]): TemplateValue[] {
  const own = policies.find(
    (policy) => (policy as { PolicyName?: unknown }).PolicyName === POLICY_NAME,
  ) as { PolicyDocument: { Statement: Statement[] } } | undefined;
  const known = own?.PolicyDocument.Statement.find(({ Sid }) => Sid === SID);
  if (known) return known.Resource;
  const statement = {
    Sid: SID,
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: [],
  };
  const PolicyDocument = { Version: '2012-10-17', Statement: [statement] };
  policies.push({ PolicyName: POLICY_NAME, PolicyDocument });
  return statement.Resource;
}

/** @returns undefined if the stack has no log group for the function */
function logGroupOf(
  functionId: string,
  logGroupId: string,
  template: Template,
): TemplateValue | undefined {
  const { LoggingConfig } = propertiesOf(functionId, template);
  const { LogGroup } = (LoggingConfig ?? {}) as { LogGroup?: unknown };
  if (typeof LogGroup === 'string') {
    const prefix = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group';
    return { 'Fn::Sub': `${prefix}:${LogGroup}:*` };
  }
  return template.Resources[logGroupId] && { 'Fn::GetAtt': [logGroupId, 'Arn'] };
}
