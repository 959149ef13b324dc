// The task definitions of the stack.
import { DEFAULT_STOP_TIMEOUT_SECONDS, MAX_STOP_TIMEOUT_SECONDS } from '../../kernel/aws-limits';
import { ApiError } from '../../kernel/errors';
import { type Resource, type Stack, TemplateError } from '../../kernel/template';
import { type Isolation, readIsolation } from './container-isolation';
import { type FargateSettings, readFargateSettings } from './fargate-settings';
import { type Mount, readMounts, readVolumes } from './volumes';

/** As templates have it. */
const FALSE: readonly unknown[] = [false, 'false'];

export interface Container {
  readonly name: string;
  readonly image: string;
  /** Arguments of the image's entry point. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly stopTimeoutSeconds: number;
  /** Where its output goes in CloudWatch; nowhere with another log driver than awslogs. */
  readonly logs: ContainerLogs | undefined;
  readonly mounts: readonly Mount[];
  readonly isolation: Isolation;
}

export interface ContainerLogs {
  readonly group: string;
  readonly streamPrefix: string;
}

export interface TaskDefinition extends FargateSettings {
  readonly arn: string;
  readonly family: string;
  readonly networkMode: string;
  readonly taskRoleArn: string | undefined;
  readonly executionRoleArn: string | undefined;
  /** The only one: a task with further containers is refused. */
  readonly container: Container;
  /** As DescribeTaskDefinition shows it. */
  readonly view: object;
}

export class TaskDefinitions {
  readonly all: readonly TaskDefinition[];

  /** @throws {TemplateError} for a task that can't run here */
  constructor(stack: Stack) {
    const resources = stack.ofType('AWS::ECS::TaskDefinition');
    this.all = resources.map(readTaskDefinition);
    refuseSameFamily(resources);
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

/** On AWS, one of them would be the latest revision, depending on which CloudFormation happens to create last. */
function refuseSameFamily(resources: readonly Resource[]): void {
  const seen = new Map<string, string>();
  for (const { logicalId, ref } of resources) {
    const other = seen.get(ref);
    if (other !== undefined) {
      throw new TemplateError(
        `resources "${other}" and "${logicalId}" have the same Family ${familyOf(ref)}: give each a family of its own`,
      );
    }
    seen.set(ref, logicalId);
  }
}

function familyOf(arn: string): string {
  return arn.replace(/^.*\/(.*):\d+$/, '$1');
}

function readTaskDefinition({ logicalId, ref, properties }: Resource): TaskDefinition {
  const containers = (properties['ContainerDefinitions'] ?? []) as Record<string, unknown>[];
  const [container] = containers;
  if (container === undefined || containers.length > 1) {
    throw new TemplateError(
      `resource "${logicalId}" has ${containers.length} containers, but the local cloud supports tasks of one container: leave the others out for local runs`,
    );
  }
  return {
    arn: ref,
    family: familyOf(ref),
    ...readFargateSettings(properties, logicalId),
    networkMode: String(properties['NetworkMode']),
    taskRoleArn: properties['TaskRoleArn'] as string | undefined,
    executionRoleArn: properties['ExecutionRoleArn'] as string | undefined,
    container: {
      ...readContainer(container, logicalId),
      mounts: readMounts(container, readVolumes(properties, logicalId), logicalId),
      isolation: readIsolation(container, logicalId),
    },
    view: {
      ...(apiForm({ ...properties, Tags: undefined }) as object),
      taskDefinitionArn: ref,
      family: familyOf(ref),
      revision: 1,
      status: 'ACTIVE',
      compatibilities: ['EC2', 'FARGATE'],
    },
  };
}

function readContainer(
  properties: Record<string, unknown>,
  logicalId: string,
): Omit<Container, 'mounts' | 'isolation'> {
  const environment = (properties['Environment'] ?? []) as { Name: string; Value: unknown }[];
  const stopTimeoutSeconds = Number(properties['StopTimeout'] ?? DEFAULT_STOP_TIMEOUT_SECONDS);
  if (!(stopTimeoutSeconds >= 0 && stopTimeoutSeconds <= MAX_STOP_TIMEOUT_SECONDS)) {
    throw new TemplateError(
      `resource "${logicalId}" has the StopTimeout ${stopTimeoutSeconds}: Fargate takes up to ${MAX_STOP_TIMEOUT_SECONDS} seconds`,
    );
  }
  if (FALSE.includes(properties['Essential'])) {
    throw new TemplateError(
      `resource "${logicalId}" has no essential container: ECS wants at least one, take Essential out`,
    );
  }
  return {
    name: String(properties['Name']),
    image: String(properties['Image']),
    command: ((properties['Command'] ?? []) as unknown[]).map(String),
    environment: Object.fromEntries(environment.map(({ Name, Value }) => [Name, String(Value)])),
    stopTimeoutSeconds,
    logs: readLogs(properties['LogConfiguration'], logicalId),
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
function readLogs(configuration: unknown, logicalId: string): ContainerLogs | undefined {
  const { LogDriver, Options = {} } = (configuration ?? {}) as {
    LogDriver?: string;
    Options?: Record<string, string | undefined>;
  };
  if (LogDriver !== 'awslogs') return undefined;
  const { 'awslogs-group': group, 'awslogs-stream-prefix': streamPrefix } = Options;
  if (group !== undefined && streamPrefix !== undefined) return { group, streamPrefix };
  throw new TemplateError(
    `resource "${logicalId}" has awslogs without awslogs-group or awslogs-stream-prefix: Fargate wants both`,
  );
}

/** Maps whose keys are the user's own. */
const FREE_KEYS = ['Options', 'DockerLabels'];

/** Members of templates begin with a capital letter, those of ECS's API do not. */
function apiForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(apiForm);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]: [string, unknown]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    FREE_KEYS.includes(name) ? one : apiForm(one),
  ]);
  return Object.fromEntries(entries) as object;
}
