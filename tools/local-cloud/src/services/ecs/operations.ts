// ECS's operations: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/
import { MAX_DESCRIBED_TASKS } from '../../kernel/aws-limits';
import type { Operation } from '../../kernel/aws-service';
import { ApiError } from '../../kernel/errors';
import type { Ecs } from './ecs';
import type { EcsInput } from './input';
import {
  clusterPermissions,
  runTaskPermissions,
  taskPermissions,
  withoutResource,
} from './permissions';
import type { Task, TaskDescription } from './task';

export interface EcsRuntime {
  readonly ecs: Ecs;
}

type Operations = Readonly<Record<string, Operation<EcsRuntime, EcsInput>>>;

export const OPERATIONS: Operations = {
  RunTask: {
    permissions: ({ input }, stack) => runTaskPermissions(input, stack),
    handle: ({ input }, { ecs }) => {
      const { tasks, failures } = ecs.runTask(input);
      return { tasks: tasks.map(withTags), failures };
    },
    faults: { failures: 'The answer has the status 200 and failures[] instead of tasks.' },
  },
  DescribeTasks: {
    permissions: ({ input }, stack) => taskPermissions('DescribeTasks', input, stack),
    handle: ({ input }, { ecs }) => describeTasks(input, ecs),
  },
  ListTasks: {
    // Its only resources are container instances, which Fargate does not have.
    permissions: ({ input }, stack) => withoutResource('ListTasks', input, stack),
    handle: ({ input }, { ecs }) => ecs.listTasks(input),
  },
  StopTask: {
    permissions: ({ input }, stack) => taskPermissions('StopTask', input, stack),
    handle: ({ input: { task = '', cluster, reason } }, { ecs }) => ({
      task: withTags(ecs.stopTask(task, cluster, reason)),
    }),
  },
  DescribeClusters: {
    permissions: ({ input }, stack) => clusterPermissions(input, stack),
    handle: ({ input }, { ecs }) => ecs.describeClusters(input.clusters),
  },
  ListClusters: {
    permissions: () => [{ action: 'ecs:ListClusters', resource: '*' }],
    handle: (_call, { ecs }) => ({ clusterArns: ecs.clusters.map(({ arn }) => arn) }),
  },
  DescribeTaskDefinition: {
    permissions: () => [{ action: 'ecs:DescribeTaskDefinition', resource: '*' }],
    handle: ({ input }, { ecs }) => ({
      taskDefinition: ecs.definition(input.taskDefinition ?? '').view,
      tags: [],
    }),
  },
  ListTaskDefinitions: {
    permissions: () => [{ action: 'ecs:ListTaskDefinitions', resource: '*' }],
    handle: ({ input: { familyPrefix: family } }, { ecs }) => ({
      taskDefinitionArns: ecs.definitions
        .filter((one) => family === undefined || one.family === family)
        .map(({ arn }) => arn),
    }),
  },
};

function describeTasks({ tasks = [], cluster, include = [] }: EcsInput, ecs: Ecs): object {
  if (tasks.length === 0 || tasks.length > MAX_DESCRIBED_TASKS) {
    const message = tasks.length === 0 ? 'Tasks cannot be empty.' : 'Too many tasks.';
    throw new ApiError('InvalidParameterException', message);
  }
  const show = include.includes('TAGS') ? withTags : (task: Task) => task.describe();
  const found = tasks.map((id) => ({ id, task: ecs.find(id, cluster) }));
  return {
    tasks: found.flatMap(({ task }) => (task ? [show(task)] : [])),
    failures: found.flatMap(({ id, task }) => (task ? [] : [{ arn: id, reason: 'MISSING' }])),
  };
}

function withTags(task: Task): TaskDescription {
  return { ...task.describe(), tags: task.input.tags ?? [] };
}
