// What ECS itself needs in order to start a task: roles that trust it, an image that it may pull, logs that it may write,
// file systems that it can mount.
import type { FileSystems } from '../efs/file-systems';
import type { Task } from './task';
import type { Stack } from '../../kernel/template';
import type { RequiredPermission } from '../../kernel/authorization/decide';
import type { Permissions } from '../../kernel/authorization/permissions';

const TASKS_SERVICE = 'ecs-tasks.amazonaws.com';
const ECR_IMAGE =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[\w-]+)\.amazonaws\.com[^/]*\/(?<repository>[^:@]+)/;

/**
 * In ECS's words, why a task can't be started; undefined if it can.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function whyNotStarted(
  task: Pick<Task, 'definition' | 'roleArn' | 'executionRoleArn'>,
  permissions: Permissions,
  stack: Stack,
  fileSystems: Pick<FileSystems, 'whyNotMounted'>,
): string | undefined {
  const { definition, roleArn: taskRoleArn, executionRoleArn } = task;
  const context = {
    'aws:SourceArn': `arn:aws:ecs:${stack.region}:${stack.accountId}:*`,
    'aws:SourceAccount': stack.accountId,
  };
  for (const roleArn of [taskRoleArn, executionRoleArn]) {
    if (roleArn !== undefined && !permissions.isTrusted(roleArn, TASKS_SERVICE, context)) {
      return `ECS was unable to assume the role '${roleArn}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`;
    }
  }
  const notMounted = definition.container.mounts.map(({ volume: { efs } }) =>
    efs === undefined
      ? undefined
      : fileSystems.whyNotMounted(efs, { roleArn: efs.iam ? taskRoleArn : undefined }),
  );
  const whyNotMounted = notMounted.find((one) => one !== undefined);
  if (whyNotMounted !== undefined || executionRoleArn === undefined) return whyNotMounted;
  const group = definition.container.logs?.group;
  return (
    refused('CannotPullContainerError', pullPermissions(definition.container.image)) ??
    refused(
      'ResourceInitializationError: failed to validate logger args',
      group === undefined ? [] : permissions.logPermissions(group),
    )
  );

  function refused(error: string, needs: readonly RequiredPermission[]): string | undefined {
    const refusals = needs.map((need) => permissions.refusal(executionRoleArn ?? '', need));
    const refusal = refusals.find((one) => one !== undefined);
    return refusal === undefined ? undefined : `${error}: ${refusal}`;
  }
}

/** Of another registry nothing is known. */
function pullPermissions(image: string): RequiredPermission[] {
  const { account, region, repository } = ECR_IMAGE.exec(image)?.groups ?? {};
  if (repository === undefined) return [];
  const resource = `arn:aws:ecr:${region}:${account}:repository/${repository}`;
  const actions = ['BatchCheckLayerAvailability', 'GetDownloadUrlForLayer', 'BatchGetImage'];
  return [
    { action: 'ecr:GetAuthorizationToken', resource: '*' },
    ...actions.map((action) => ({ action: `ecr:${action}`, resource })),
  ];
}
