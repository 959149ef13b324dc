// A model of ECS for specs: client tokens, the tasks that they started, and what lists and describes them.
import {
  ConflictException,
  type DescribeTasksCommandInput,
  type DescribeTasksCommandOutput,
  InvalidParameterException,
  type ListTasksCommandInput,
  type ListTasksCommandOutput,
  type RunTaskCommandInput,
  type RunTaskCommandOutput,
} from '@aws-sdk/client-ecs';
import { isDeepStrictEqual } from 'node:util';
import { definitionArn } from './fixtures';

/** What AWS's documentation leaves open. */
export interface Reading {
  /** Whether ECS keeps returning the failure of a token for which it had no capacity. */
  readonly remembersFailures: boolean;
  /** Whether `startedBy` must be the only filter of ListTasks. */
  readonly refusesSecondFilter: boolean;
}

export interface ModelTask {
  readonly taskArn: string;
  readonly taskDefinitionArn: string;
  readonly input: RunTaskCommandInput;
  isRunning: boolean;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html */
export class EcsModel {
  readonly tasks: ModelTask[] = [];
  private readonly remembered = new Map<string, { input: RunTaskCommandInput; task?: ModelTask }>();

  constructor(private readonly reading: Reading) {}

  get running(): ModelTask[] {
    return this.tasks.filter(({ isRunning }) => isRunning);
  }

  runTask(input: RunTaskCommandInput, hasCapacity: boolean): RunTaskCommandOutput {
    const token = String(input.clientToken);
    const known = this.remembered.get(token);
    if (known && !isDeepStrictEqual(known.input, input)) throw conflict(known.task);
    const task = known ? known.task : hasCapacity ? this.start(input) : undefined;
    if (task || this.reading.remembersFailures) {
      this.remembered.set(token, { input, ...(task && { task }) });
    }
    return {
      $metadata: {},
      ...(task
        ? { tasks: [{ taskArn: task.taskArn }] }
        : { failures: [{ reason: 'Capacity is unavailable' }] }),
    };
  }

  listTasks({ startedBy, desiredStatus }: ListTasksCommandInput): ListTasksCommandOutput {
    if (desiredStatus !== undefined && this.reading.refusesSecondFilter) {
      const message = 'startedBy must be the only filter';
      throw new InvalidParameterException({ message, $metadata: {} });
    }
    const isWanted = (task: ModelTask) =>
      task.input.startedBy === startedBy && task.isRunning === (desiredStatus !== 'STOPPED');
    return { $metadata: {}, taskArns: this.tasks.filter(isWanted).map(({ taskArn }) => taskArn) };
  }

  describeTasks({ tasks = [] }: DescribeTasksCommandInput): DescribeTasksCommandOutput {
    const isAsked = ({ taskArn }: ModelTask) => tasks.includes(taskArn);
    const described = this.tasks.filter(isAsked).map(({ taskArn, taskDefinitionArn, input }) => {
      const { startedBy, group, overrides } = input;
      return { taskArn, taskDefinitionArn, startedBy, group, overrides };
    });
    return { $metadata: {}, tasks: described };
  }

  private start(input: RunTaskCommandInput): ModelTask {
    const taskArn = `arn:aws:ecs:eu-west-1:123456789012:task/immortal-dev/${this.tasks.length}`;
    const taskDefinitionArn = definitionArn(String(input.taskDefinition));
    const task = { taskArn, taskDefinitionArn, input, isRunning: true };
    this.tasks.push(task);
    return task;
  }
}

function conflict(task?: ModelTask): ConflictException {
  return new ConflictException({
    message: 'the client token was used with other parameters',
    resourceIds: task ? [task.taskArn] : [],
    $metadata: {},
  });
}
