// Reports the containers that are started for a request, each change once.
import { type Task } from '@aws-sdk/client-ecs';
import { formatTaskExit, readTaskExit, type RescueIdentity } from '@immortal/shared';
import { taskIdIn } from '../stack';
import { type Aws } from './aws';

export interface TaskChange {
  readonly arn: string;
  /** Such as `Fargate task 0a1b2c3d is RUNNING`. */
  readonly text: string;
}

export class TaskWatch {
  /** A task that stopped is followed by the next attempt. */
  private attempt = 1;
  private latest: TaskChange | undefined;

  constructor(
    private readonly aws: Pick<Aws, 'findTask'>,
    private readonly cluster: string,
    private readonly event: Pick<RescueIdentity, 'functionName' | 'requestId'>,
  ) {}

  /** The latest change, or that there was none. */
  get summary(): string {
    return this.latest?.text ?? 'no container was started';
  }

  /** @returns undefined if nothing has changed */
  async nextChange(): Promise<TaskChange | undefined> {
    const rescue = { ...this.event, attempt: this.attempt };
    const task = await this.aws.findTask(this.cluster, rescue);
    if (!task) return undefined;
    if (task.lastStatus === 'STOPPED') this.attempt += 1;
    const change = { arn: task.taskArn ?? '', text: describe(task) };
    if (change.text === this.latest?.text) return undefined;
    this.latest = change;
    return change;
  }
}

function describe(task: Task): string {
  const { taskArn = '', lastStatus } = task;
  const why = lastStatus === 'STOPPED' ? formatTaskExit(readTaskExit(task)) : '';
  return `Fargate task ${taskIdIn(taskArn)} is ${lastStatus}${why === '' ? '' : `: ${why}`}`;
}
