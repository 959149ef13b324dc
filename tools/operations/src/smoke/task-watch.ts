// Tells what becomes of the containers that are started for a request, each change once.
import { type Task } from '@aws-sdk/client-ecs';
import { type RescueIdentity, runnerContainerOf } from '@immortal/shared';
import { type Aws } from './aws';

export interface TaskNews {
  readonly arn: string;
  /** Such as `Fargate task 0a1b2c3d is RUNNING`. */
  readonly text: string;
}

export class TaskWatch {
  /** A task that died is followed by another attempt. */
  private attempt = 1;
  private latest: TaskNews | undefined;

  constructor(
    private readonly aws: Pick<Aws, 'findTask'>,
    private readonly cluster: string,
    private readonly event: Pick<RescueIdentity, 'functionName' | 'requestId'>,
  ) {}

  /** The last news, or that there have been none. */
  get summary(): string {
    return this.latest?.text ?? 'no container has been started';
  }

  /** @returns undefined if nothing has changed */
  async news(): Promise<TaskNews | undefined> {
    const rescue = { ...this.event, attempt: this.attempt };
    const task = await this.aws.findTask(this.cluster, rescue);
    if (!task) return undefined;
    if (task.lastStatus === 'STOPPED') this.attempt += 1;
    const news = { arn: task.taskArn ?? '', text: describe(task) };
    if (news.text === this.latest?.text) return undefined;
    this.latest = news;
    return news;
  }
}

function describe(task: Task): string {
  const { taskArn = '', lastStatus, stoppedReason } = task;
  const { exitCode, reason: containerReason } = runnerContainerOf(task) ?? {};
  const details = [
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
    ...[stoppedReason, containerReason].filter((reason) => reason !== undefined),
  ];
  const why = lastStatus === 'STOPPED' && details.length > 0 ? `: ${details.join(', ')}` : '';
  return `Fargate task ${taskArn.split('/').at(-1)} is ${lastStatus}${why}`;
}
