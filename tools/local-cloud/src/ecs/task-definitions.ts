// The clusters and task definitions of the stack.
import { DEFAULT_STOP_TIMEOUT_SECONDS } from '../aws-limits';
import { ApiError } from '../errors';
import type { Resource, Stack } from '../template';

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stopTimeoutSeconds: number;
}

export interface TaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly cpu: string;
  /** In MB. */
  readonly memory: string;
  readonly networkMode: string;
  readonly containers: readonly Container[];
}

export interface Cluster {
  readonly name: string;
  readonly arn: string;
}

export class Clusters {
  private readonly all: readonly Cluster[];

  constructor(stack: Stack) {
    this.all = stack
      .ofType('AWS::ECS::Cluster')
      .map(({ ref, attributes }) => ({ name: ref, arn: String(attributes['Arn']) }));
  }

  /** @throws {ApiError} ClusterNotFoundException */
  get(nameOrArn = 'default'): Cluster {
    const found = this.all.find(({ name, arn }) => name === nameOrArn || arn === nameOrArn);
    if (found) return found;
    throw new ApiError('ClusterNotFoundException', 'Cluster not found.');
  }
}

export class TaskDefinitions {
  private readonly all: readonly TaskDefinition[];

  constructor(stack: Stack) {
    this.all = stack.ofType('AWS::ECS::TaskDefinition').map(readTaskDefinition);
  }

  /**
   * @param name a family, family:revision, or an ARN; a stack has one revision of each
   * @throws {ApiError} ClientException
   */
  get(name: string): TaskDefinition {
    const wanted = name.replace(/^.*:task-definition\//, '');
    const found = this.all.find(
      ({ arn, family }) => family === wanted || arn.endsWith(`/${wanted}`),
    );
    if (found) return found;
    throw new ApiError('ClientException', `TaskDefinition not found: ${name}`);
  }
}

function readTaskDefinition({ ref, properties }: Resource): TaskDefinition {
  const containers = properties['ContainerDefinitions'] as Record<string, unknown>[];
  return {
    arn: ref,
    family: ref.replace(/^.*\/(.*):\d+$/, '$1'),
    cpu: String(properties['Cpu']),
    memory: String(properties['Memory']),
    networkMode: String(properties['NetworkMode']),
    containers: containers.map(readContainer),
  };
}

function readContainer(properties: Record<string, unknown>): Container {
  const environment = (properties['Environment'] ?? []) as { Name: string; Value: unknown }[];
  return {
    name: String(properties['Name']),
    image: String(properties['Image']),
    environment: Object.fromEntries(environment.map(({ Name, Value }) => [Name, String(Value)])),
    stopTimeoutSeconds: Number(properties['StopTimeout'] ?? DEFAULT_STOP_TIMEOUT_SECONDS),
  };
}
