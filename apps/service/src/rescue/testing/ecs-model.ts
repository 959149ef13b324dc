// A model of ECS for specs: client tokens and what they stand for, tasks and who started them.
import {
  ConflictException,
  type ListTasksCommandInput,
  type ListTasksCommandOutput,
  type RunTaskCommandInput,
  type RunTaskCommandOutput,
} from '@aws-sdk/client-ecs';
import { isDeepStrictEqual } from 'node:util';

/** What AWS's documentation leaves open. */
export interface Reading {
  /** Whether a token for which there was no capacity goes on to answer with that failure. */
  readonly remembersFailures: boolean;
}

interface Task {
  readonly taskArn: string;
  readonly startedBy?: string | undefined;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html */
export class EcsModel {
  readonly tasks: Task[] = [];
  private readonly remembered = new Map<string, { input: RunTaskCommandInput; task?: Task }>();

  constructor(private readonly reading: Reading) {}

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
      ...(task ? { tasks: [task] } : { failures: [{ reason: 'Capacity is unavailable' }] }),
    };
  }

  /** Every task counts as running: that stopped ones are asked for as well is for the examples to show. */
  listTasks({ startedBy, desiredStatus }: ListTasksCommandInput): ListTasksCommandOutput {
    const tasks = this.tasks.filter((task) => task.startedBy === startedBy);
    return {
      $metadata: {},
      taskArns: desiredStatus === 'RUNNING' ? tasks.map(({ taskArn }) => taskArn) : [],
    };
  }

  private start({ startedBy }: RunTaskCommandInput): Task {
    const task = { taskArn: `task/${this.tasks.length}`, startedBy };
    this.tasks.push(task);
    return task;
  }
}

function conflict(task?: Task): ConflictException {
  return new ConflictException({
    message: 'the client token was used with other parameters',
    resourceIds: task ? [task.taskArn] : [],
    $metadata: {},
  });
}
