// What ECS's operations need: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
import type { WireRequest } from '../storage';
import type { Resource, Stack } from '../../kernel/template';
import type { Need } from '../../kernel/authorization/decide';
import { jsonBody, textIn } from '../../kernel/protocols/json-body';

const TASKS_SERVICE = 'ecs-tasks.amazonaws.com';

export function ecsNeeds(operation: string, request: WireRequest, stack: Stack): Need[] {
  const body = jsonBody(request);
  const cluster = clusterArn(textIn(body, 'cluster'), stack);
  const context = { 'ecs:cluster': cluster };
  switch (operation) {
    case 'RunTask':
      return runTaskNeeds(body, cluster, stack);
    case 'ListTasks': // knows only container instances as resources
      return [{ action: 'ecs:ListTasks', resource: '*', context }];
    case 'DescribeClusters':
      return clustersIn(body).map((name) => {
        return { action: 'ecs:DescribeClusters', resource: clusterArn(name, stack) };
      });
    // These know no resources.
    case 'ListClusters':
    case 'DescribeTaskDefinition':
    case 'ListTaskDefinitions':
      return [{ action: `ecs:${operation}`, resource: '*' }];
    default:
      return taskArns(body, cluster).map((resource) => {
        return { action: `ecs:${operation}`, resource, context };
      });
  }
}

function runTaskNeeds(body: Record<string, unknown>, cluster: string, stack: Stack): Need[] {
  const definition = taskDefinition(textIn(body, 'taskDefinition'), stack);
  if (definition === undefined) return []; // ECS says that there is none
  const { TaskRoleArn, ExecutionRoleArn } = definition.properties;
  const roles = [TaskRoleArn, ExecutionRoleArn].filter((arn) => typeof arn === 'string');
  const hasTags = Array.isArray(body['tags']) && body['tags'].length > 0;
  return [
    { action: 'ecs:RunTask', resource: definition.ref, context: { 'ecs:cluster': cluster } },
    ...(hasTags ? [tagNeed(cluster)] : []),
    ...roles.map((resource) => {
      return {
        action: 'iam:PassRole',
        resource,
        context: { 'iam:PassedToService': TASKS_SERVICE },
      };
    }),
  ];
}

/** The task does not exist yet, so any name of one stands for it. */
function tagNeed(cluster: string): Need {
  return {
    action: 'ecs:TagResource',
    resource: `${cluster.replace(':cluster/', ':task/')}/new`,
    context: { 'ecs:CreateAction': 'RunTask' },
  };
}

function clustersIn(body: Record<string, unknown>): string[] {
  return [body['clusters'] ?? 'default'].flat().map(String);
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

function taskArns(body: Record<string, unknown>, cluster: string): string[] {
  const tasks = [body['tasks'] ?? [], body['task'] ?? []].flat().map(String);
  return tasks.map((task) =>
    task.startsWith('arn:') ? task : `${cluster.replace(':cluster/', ':task/')}/${task}`,
  );
}
