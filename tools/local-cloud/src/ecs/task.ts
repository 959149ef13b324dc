// One task of ECS: its state, and how the API shows it.
import type { RunTaskInput } from './run-task-input';
import type { TaskDefinition } from './task-definitions';

export type TaskStatus = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'STOPPED';

/** Why a task has stopped: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
export interface Stop {
  readonly stopCode: string;
  readonly stoppedReason: string;
}

export class Task {
  status: TaskStatus = 'PROVISIONING';
  stop: Stop | undefined;
  exitCode: number | undefined;
  readonly createdAt = Date.now();
  startedAt: number | undefined;
  stoppedAt: number | undefined;

  constructor(
    readonly arn: string,
    readonly clusterArn: string,
    readonly definition: TaskDefinition,
    readonly input: RunTaskInput,
  ) {}

  get id(): string {
    return this.arn.replace(/^.*\//, '');
  }

  get desiredStatus(): 'RUNNING' | 'STOPPED' {
    return this.stop === undefined ? 'RUNNING' : 'STOPPED';
  }

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html; times in seconds since 1970. */
  describe(): object {
    const { definition, input } = this;
    return {
      taskArn: this.arn,
      clusterArn: this.clusterArn,
      taskDefinitionArn: definition.arn,
      group: input.group ?? `family:${definition.family}`,
      startedBy: input.startedBy,
      launchType: 'FARGATE',
      cpu: definition.cpu,
      memory: definition.memory,
      desiredStatus: this.desiredStatus,
      lastStatus: this.status,
      ...this.stop,
      createdAt: this.createdAt / 1000,
      startedAt: seconds(this.startedAt),
      stoppedAt: seconds(this.stoppedAt),
      overrides: input.overrides,
      tags: input.tags,
      attachments: [],
      containers: definition.containers.map(({ name, image }) => ({
        containerArn: `${this.arn.replace(':task/', ':container/')}/${name}`,
        taskArn: this.arn,
        name,
        image,
        lastStatus: this.status === 'PROVISIONING' ? 'PENDING' : this.status,
        exitCode: this.exitCode,
      })),
    };
  }
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}
