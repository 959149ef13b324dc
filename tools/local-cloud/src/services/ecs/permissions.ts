// The permissions of ECS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
import type { RequiredPermission } from '../../kernel/authorization/decide';
import type { Resource, Stack } from '../../kernel/template';
import type { EcsInput } from './input';

const TASKS_SERVICE = 'ecs-tasks.amazonaws.com';

/** Of an operation on tasks. */
export function taskPermissions(
  operation: string,
  { tasks = [], task, cluster = '' }: EcsInput,
  stack: Stack,
): RequiredPermission[] {
  const arn = clusterArn(cluster, stack);
  return [tasks, task ?? []].flat().map((one) => ({
    action: `ecs:${operation}`,
    resource: one.startsWith('arn:') ? one : `${arn.replace(':cluster/', ':task/')}/${one}`,
    context: { 'ecs:cluster': arn },
  }));
}

/** Of an operation on a cluster that has no resources. */
export function withoutResource(
  operation: string,
  { cluster = '' }: EcsInput,
  stack: Stack,
): RequiredPermission[] {
  const context = { 'ecs:cluster': clusterArn(cluster, stack) };
  return [{ action: `ecs:${operation}`, resource: '*', context }];
}

export function clusterPermissions(
  { clusters = ['default'] }: EcsInput,
  stack: Stack,
): RequiredPermission[] {
  return clusters.map((name) => {
    return { action: 'ecs:DescribeClusters', resource: clusterArn(name, stack) };
  });
}

export function runTaskPermissions(
  { cluster: nameOrArn = '', taskDefinition: name = '', tags = [], overrides = {} }: EcsInput,
  stack: Stack,
): RequiredPermission[] {
  const definition = taskDefinition(name, stack);
  if (definition === undefined) return []; // ECS says that there is none
  const cluster = clusterArn(nameOrArn, stack);
  const { TaskRoleArn, ExecutionRoleArn } = definition.properties;
  const { taskRoleArn = TaskRoleArn, executionRoleArn = ExecutionRoleArn } = overrides;
  const roles = [taskRoleArn, executionRoleArn].filter((arn) => typeof arn === 'string');
  return [
    { action: 'ecs:RunTask', resource: definition.ref, context: { 'ecs:cluster': cluster } },
    ...(tags.length > 0 ? [tagPermission(cluster)] : []),
    ...roles.map((resource) => ({
      action: 'iam:PassRole',
      resource,
      context: { 'iam:PassedToService': TASKS_SERVICE },
    })),
  ];
}

/** The task does not exist yet, so its id can be anything. */
function tagPermission(cluster: string): RequiredPermission {
  return {
    action: 'ecs:TagResource',
    resource: `${cluster.replace(':cluster/', ':task/')}/new`,
    context: { 'ecs:CreateAction': 'RunTask' },
  };
}

function clusterArn(nameOrArn: string, stack: Stack): string {
  const clusters = stack.ofType('AWS::ECS::Cluster');
  const found = clusters.find(({ ref, attributes }) => {
    return ref === nameOrArn || attributes['Arn'] === nameOrArn;
  });
  return found === undefined ? nameOrArn : String(found.attributes['Arn']);
}

function taskDefinition(name: string, stack: Stack): Resource | undefined {
  const wanted = name.replace(/^.*:task-definition\//, '');
  return stack
    .ofType('AWS::ECS::TaskDefinition')
    .find(({ ref }) => ref.endsWith(`/${wanted}`) || ref.includes(`/${wanted}:`));
}
