// ECS's JSON API, as far as the local cloud plays it: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/
import { randomUUID } from 'node:crypto';
import { MAX_DESCRIBED_TASKS } from '../aws-limits';
import { ApiError } from '../errors';
import type { WireRequest, WireResponse } from '../storage';
import type { Ecs } from './ecs';
import type { RunTaskInput } from './run-task-input';
import type { Task, TaskDescription } from './task';

const TARGET = /^AmazonEC2ContainerServiceV20141113\.(\w+)$/;

interface TaskInput {
  readonly cluster?: string;
  readonly task?: string;
  readonly tasks?: readonly string[];
  readonly include?: readonly string[];
  readonly reason?: string;
  readonly startedBy?: string;
  readonly family?: string;
  readonly desiredStatus?: string;
}

export class EcsApi {
  constructor(private readonly ecs: Ecs) {}

  /** @returns undefined for a request that is not for ECS */
  handle(request: WireRequest): WireResponse | undefined {
    const action = TARGET.exec(String(request.headers['x-amz-target']))?.[1];
    if (action === undefined) return undefined;
    try {
      return respond(200, this.act(action, inputOf(request)));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { code, message, status, members } = error;
      return respond(status, { __type: code, message, ...members });
    }
  }

  private act(action: string, input: RunTaskInput & TaskInput): object {
    switch (action) {
      case 'RunTask':
        return { tasks: this.ecs.runTask(input).map(withTags), failures: [] };
      case 'DescribeTasks':
        return this.describe(input);
      case 'ListTasks':
        return { taskArns: this.list(input).map(({ arn }) => arn) };
      case 'StopTask':
        return { task: withTags(this.ecs.stopTask(input.task ?? '', input.cluster, input.reason)) };
      default:
        throw new ApiError(
          'UnknownOperationException',
          `The local cloud does not play ${action} of ECS.`,
        );
    }
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

  private list({ cluster, startedBy, family, desiredStatus = 'RUNNING' }: TaskInput): Task[] {
    return this.ecs
      .list(cluster)
      .filter((task) => task.desiredStatus === desiredStatus)
      .filter((task) => startedBy === undefined || task.input.startedBy === startedBy)
      .filter((task) => family === undefined || task.definition.family === family);
  }
}

function withTags(task: Task): TaskDescription {
  return { ...task.describe(), tags: task.input.tags ?? [] };
}

function inputOf({ body }: WireRequest): RunTaskInput & TaskInput {
  try {
    return JSON.parse(body.toString()) as RunTaskInput & TaskInput;
  } catch {
    throw new ApiError('SerializationException', 'The body is not JSON.');
  }
}

function respond(status: number, body: object): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(JSON.stringify(body)),
  };
}
