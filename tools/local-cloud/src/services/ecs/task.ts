// One task of ECS: its state, and how the API shows it.
import { randomUUID } from 'node:crypto';
import type { ContainerOverride, RunTaskInput } from './run-task-input';
import type { FileSystems } from '../efs/file-systems';
import type { TaskDefinition } from './task-definitions';
import { attachmentsOf } from './task-network';

export type TaskStatus = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'STOPPED';

/** Why a task has stopped: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html */
export interface Stop {
  readonly stopCode: string;
  readonly stoppedReason: string;
}

/** By their names in task definitions. */
const API_ARCHITECTURES: Readonly<Record<string, string>> = { X86_64: 'x86_64', ARM64: 'arm64' };

/** A task as JSON; times in seconds since 1970, under names that end in `At`. */
export type TaskDescription = Readonly<Record<string, unknown>>;

/** What a task has besides its definition and the call that started it. */
export interface TaskSurroundings {
  /** Of the stack that it was started in. */
  readonly fileSystems: FileSystems;
  /** Undefined for a task that was started by its launch type. */
  readonly capacityProvider: string | undefined;
}

export class Task {
  status: TaskStatus = 'PROVISIONING';
  stop: Stop | undefined;
  exitCode: number | undefined;
  /** Why the container ended, where its exit code does not say it. */
  containerReason: string | undefined;
  /** A secret part of the URL of its metadata, so that only its own container can read them. */
  readonly metadataId: string;
  /** Increases with every change that ECS reports. */
  version = 0;
  readonly createdAt = Date.now();
  startedAt: number | undefined;
  stoppingAt: number | undefined;
  stoppedAt: number | undefined;

  constructor(
    readonly arn: string,
    readonly clusterArn: string,
    readonly definition: TaskDefinition,
    readonly input: RunTaskInput,
    private readonly more: TaskSurroundings,
  ) {
    this.metadataId = `${this.id}-${randomUUID()}`;
  }

  get id(): string {
    return this.arn.replace(/^.*\//, '');
  }

  get desiredStatus(): 'RUNNING' | 'STOPPED' {
    return this.stop === undefined ? 'RUNNING' : 'STOPPED';
  }

  /** CPU units: 1024 are one vCPU. */
  get cpu(): string {
    return this.input.overrides?.cpu ?? this.definition.cpu;
  }

  /** MB. */
  get memory(): string {
    return this.input.overrides?.memory ?? this.definition.memory;
  }

  /** The role that its containers act in on AWS. */
  get roleArn(): string | undefined {
    return this.input.overrides?.taskRoleArn ?? this.definition.taskRoleArn;
  }

  /** The role in which ECS pulls its image and writes its logs. */
  get executionRoleArn(): string | undefined {
    return this.input.overrides?.executionRoleArn ?? this.definition.executionRoleArn;
  }

  /** GiB. */
  get diskGib(): number {
    return this.input.overrides?.ephemeralStorage?.sizeInGiB ?? this.definition.diskGib;
  }

  get fileSystems(): FileSystems {
    return this.more.fileSystems;
  }

  /** What RunTask has said for the container, or just its name. */
  get containerOverride(): ContainerOverride {
    return (
      this.input.overrides?.containerOverrides?.[0] ?? { name: this.definition.container.name }
    );
  }

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html */
  describe(): TaskDescription {
    const { definition, input } = this;
    const { capacityProvider } = this.more;
    return {
      taskArn: this.arn,
      clusterArn: this.clusterArn,
      taskDefinitionArn: definition.arn,
      group: input.group ?? `family:${definition.family}`,
      ...(input.startedBy !== undefined && { startedBy: input.startedBy }),
      launchType: 'FARGATE',
      ...(capacityProvider !== undefined && { capacityProviderName: capacityProvider }),
      platformFamily: 'Linux',
      attributes: [
        { name: 'ecs.cpu-architecture', value: API_ARCHITECTURES[definition.architecture] },
      ],
      cpu: this.cpu,
      memory: this.memory,
      desiredStatus: this.desiredStatus,
      lastStatus: this.status,
      ...this.stop,
      version: this.version,
      ...this.times(),
      overrides: { ...input.overrides, containerOverrides: [this.containerOverride] },
      ephemeralStorage: { sizeInGiB: this.diskGib },
      attachments: attachmentsOf(this),
      containers: [this.describeContainer()],
    };
  }

  private times(): Record<string, number> {
    const { createdAt, startedAt, stoppingAt, stoppedAt } = this;
    const passed = Object.entries({ createdAt, startedAt, stoppingAt, stoppedAt });
    return Object.fromEntries(
      passed.flatMap(([name, ms]) => (ms === undefined ? [] : [[name, ms / 1000]])),
    );
  }

  private describeContainer(): TaskDescription {
    const { name, image } = this.definition.container;
    return {
      containerArn: `${this.arn.replace(':task/', ':container/')}/${name}`,
      taskArn: this.arn,
      name,
      image,
      lastStatus: this.status === 'PROVISIONING' ? 'PENDING' : this.status,
      ...(this.exitCode !== undefined && { exitCode: this.exitCode }),
      ...(this.containerReason !== undefined && { reason: this.containerReason }),
    };
  }
}
