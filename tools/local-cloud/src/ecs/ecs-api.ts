// ECS's JSON API, as far as the local cloud plays it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/
import { answerJson, jsonOperationOf } from '../aws-json';
import { MAX_DESCRIBED_TASKS } from '../aws-limits';
import { ApiError } from '../errors';
import type { WireRequest, WireResponse } from '../storage';
import type { Ecs } from './ecs';
import type { ListTasksInput } from './list-tasks';
import type { RunTaskInput } from './run-task-input';
import type { Task, TaskDescription } from './task';

export const ECS_OPERATIONS: readonly string[] = [
  ...['RunTask', 'DescribeTasks', 'ListTasks', 'StopTask'],
];

interface TaskInput extends ListTasksInput {
  readonly task?: string;
  readonly tasks?: readonly string[];
  readonly include?: readonly string[];
  readonly reason?: string;
}

export class EcsApi {
  constructor(private readonly ecs: Ecs) {}

  /** @returns undefined for a request that is not for ECS */
  handle(request: WireRequest): WireResponse | undefined {
    const operation = ecsOperationOf(request);
    if (operation === undefined) return undefined;
    return answerJson(request, (input) => this.act(operation, input as RunTaskInput & TaskInput));
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
      default:
        throw new ApiError(
          'UnknownOperationException',
          `The local cloud does not play ${operation} of ECS.`,
        );
    }
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
