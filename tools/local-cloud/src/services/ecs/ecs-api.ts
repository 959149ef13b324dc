// ECS's JSON API, as far as the local cloud plays it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/
import { answerJson, jsonOperationOf } from '../../kernel/protocols/aws-json';
import { MAX_DESCRIBED_TASKS } from '../../kernel/aws-limits';
import { ApiError } from '../../kernel/errors';
import type { Shape } from '../../kernel/protocols/input-shape';
import type { WireRequest, WireResponse } from '../storage';
import type { Ecs } from './ecs';
import type { ListTasksInput } from './list-tasks';
import type { RunTaskInput } from './run-task-input';
import type { Task, TaskDescription } from './task';

export const ECS_OPERATIONS: readonly string[] = [
  ...['RunTask', 'DescribeTasks', 'ListTasks', 'StopTask'],
  ...['DescribeClusters', 'ListClusters', 'DescribeTaskDefinition', 'ListTaskDefinitions'],
];

const OVERRIDE: Shape = {
  ...{ name: 'string', command: ['string'], cpu: 'number', memory: 'number' },
  environment: [{ name: 'string', value: 'string' }],
};
const INPUT: Shape = {
  ...{ cluster: 'string', task: 'string', tasks: ['string'], include: ['string'] },
  ...{ reason: 'string', clusters: ['string'], taskDefinition: 'string', familyPrefix: 'string' },
  ...{ count: 'number', clientToken: 'string', startedBy: 'string', group: 'string' },
  ...{ family: 'string', desiredStatus: 'string', nextToken: 'string', maxResults: 'number' },
  ...{ launchType: 'string', platformVersion: 'string', serviceName: 'string' },
  tags: [{ key: 'string', value: 'string' }],
  overrides: { cpu: 'string', memory: 'string', containerOverrides: [OVERRIDE] },
  networkConfiguration: { awsvpcConfiguration: { subnets: ['string'] } },
  capacityProviderStrategy: [{ capacityProvider: 'string', base: 'number', weight: 'number' }],
};

interface TaskInput extends ListTasksInput {
  readonly task?: string;
  readonly tasks?: readonly string[];
  readonly include?: readonly string[];
  readonly reason?: string;
  readonly clusters?: readonly string[];
  readonly taskDefinition?: string;
  readonly familyPrefix?: string;
}

export class EcsApi {
  constructor(private readonly ecs: Ecs) {}

  /** @returns undefined for a request that is not for ECS */
  handle(request: WireRequest): WireResponse | undefined {
    const operation = ecsOperationOf(request);
    if (operation === undefined) return undefined;
    return answerJson(request, INPUT, (input) => this.act(operation, input));
  }

  private act(operation: string, input: RunTaskInput & TaskInput): object {
    switch (operation) {
      case 'RunTask':
        return this.run(input);
      case 'DescribeTasks':
        return this.describe(input);
      case 'ListTasks':
        return this.ecs.listTasks(input);
      case 'StopTask':
        return { task: withTags(this.ecs.stopTask(input.task ?? '', input.cluster, input.reason)) };
      case 'DescribeClusters':
        return this.ecs.describeClusters(input.clusters);
      case 'ListClusters':
        return { clusterArns: this.ecs.clusters.map(({ arn }) => arn) };
      case 'DescribeTaskDefinition':
        return { taskDefinition: this.ecs.definition(input.taskDefinition ?? '').view, tags: [] };
      case 'ListTaskDefinitions':
        return { taskDefinitionArns: this.definitionArns(input.familyPrefix) };
      default:
        throw new ApiError(
          'UnknownOperationException',
          `The local cloud does not play ${operation} of ECS.`,
        );
    }
  }

  private definitionArns(family: string | undefined): string[] {
    return this.ecs.definitions
      .filter((one) => family === undefined || one.family === family)
      .map(({ arn }) => arn);
  }

  private run(input: RunTaskInput): object {
    const { tasks, failures } = this.ecs.runTask(input);
    return { tasks: tasks.map(withTags), failures };
  }

  private describe({ tasks = [], cluster, include = [] }: TaskInput): object {
    if (tasks.length === 0 || tasks.length > MAX_DESCRIBED_TASKS) {
      const message = tasks.length === 0 ? 'Tasks cannot be empty.' : 'Too many tasks.';
      throw new ApiError('InvalidParameterException', message);
    }
    const show = include.includes('TAGS') ? withTags : (task: Task) => task.describe();
    const found = tasks.map((id) => ({ id, task: this.ecs.find(id, cluster) }));
    return {
      tasks: found.flatMap(({ task }) => (task ? [show(task)] : [])),
      failures: found.flatMap(({ id, task }) => (task ? [] : [{ arn: id, reason: 'MISSING' }])),
    };
  }
}

function withTags(task: Task): TaskDescription {
  return { ...task.describe(), tags: task.input.tags ?? [] };
}

/** @returns undefined for a request that is not for ECS */
export function ecsOperationOf(request: WireRequest): string | undefined {
  return jsonOperationOf(request, 'AmazonEC2ContainerServiceV20141113');
}
