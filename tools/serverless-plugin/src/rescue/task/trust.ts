// Lets ECS give a function's role to its containers.
import { isDeepStrictEqual } from 'node:util';
import { propertiesOf, type Template } from '../../template';

/**
 * The statement of a trust policy for tasks of this account.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html#create_task_iam_policy_and_role
 */
export const TRUST = {
  Effect: 'Allow',
  Principal: { Service: 'ecs-tasks.amazonaws.com' },
  Action: 'sts:AssumeRole',
  Condition: {
    ArnLike: {
      'aws:SourceArn': {
        'Fn::Sub': 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:*',
      },
    },
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  },
};

/**
 * Adds the statement to the trust policy of a role of the template, once.
 *
 * @returns whether it is there now: a computed trust policy can't be added to
 */
export function trustTasks(roleId: string, template: Template): boolean {
  const policy = propertiesOf(roleId, template)['AssumeRolePolicyDocument'];
  if (!hasStatements(policy)) return false;
  const written = [policy.Statement].flat();
  if (written.some((one) => isDeepStrictEqual(one, TRUST))) return true;
  policy.Statement = [...written, structuredClone(TRUST)];
  return true;
}

/** A list of statements, or a single one. */
function hasStatements(policy: unknown): policy is { Statement: unknown } {
  const { Statement } = Object(policy) as { Statement?: unknown };
  return Array.isArray(Statement) || 'Effect' in (Object(Statement) as object);
}
