// The task definition of a rescued function: the pattern of resources/runner.yml, filled in.
import { RUNNER_CONTAINER } from '@immortal/shared';
import { PluginError } from '../../errors';
import { type Resource, type Template, type TemplateValue } from '../../template';

/** The logical id of the pattern in resources/runner.yml. It is no resource itself. */
export const PATTERN = 'RunnerTaskDefinition';

/** What a task definition takes from its function. */
export interface TaskParts {
  /** The function's name. */
  readonly family: string;
  /** CPU units and MB. */
  readonly size: { readonly cpu: number; readonly memory: number };
  /** GiB; undefined for Fargate's 20. */
  readonly ephemeralStorage?: number;
  readonly image: TemplateValue;
  /** As Lambda spells it: x86_64 or arm64. */
  readonly architecture: string;
  readonly taskRole: TemplateValue;
  readonly volumes: readonly object[];
  readonly mountPoints: readonly object[];
}

/** The properties of a task definition that are read here. */
interface TaskDefinition {
  readonly ContainerDefinitions?: readonly Container[];
  readonly Volumes?: readonly object[];
  readonly [property: string]: unknown;
}

interface Container {
  readonly Name?: unknown;
  readonly MountPoints?: readonly object[];
}

/**
 * Removes the pattern from the template.
 *
 * @throws {PluginError} if there is none, or it has no container of the runner
 */
export function takePattern(template: Template): Resource {
  const { [PATTERN]: pattern } = template.Resources;
  const { ContainerDefinitions: containers = [] } = (pattern?.Properties ?? {}) as TaskDefinition;
  if (pattern === undefined || !containers.some(isRunner)) {
    throw new PluginError(
      `There is no ${PATTERN} with a container named ${RUNNER_CONTAINER}. Add \${file(../../tools/serverless-plugin/resources/runner.yml)} to resources.`,
    );
  }
  dropPattern(template);
  return pattern;
}

/** For a service that rescues no function. */
export function dropPattern(template: Template): void {
  const others = Object.entries(template.Resources).filter(([id]) => id !== PATTERN);
  template.Resources = Object.fromEntries(others);
}

/** A filled-in copy of the pattern. Further containers of the pattern stay as they are. */
export function taskDefinition(pattern: Resource, parts: TaskParts): Resource {
  const { size, ephemeralStorage, volumes, mountPoints, image } = parts;
  const {
    ContainerDefinitions = [],
    Volumes = [],
    ...common
  } = (pattern.Properties ?? {}) as TaskDefinition;
  const fill = (container: Container) => ({
    ...container,
    Image: image,
    MountPoints: [...(container.MountPoints ?? []), ...mountPoints],
  });
  return {
    ...pattern,
    Properties: {
      ...common,
      Family: parts.family,
      Cpu: String(size.cpu),
      Memory: String(size.memory),
      ...(ephemeralStorage !== undefined && { EphemeralStorage: { SizeInGiB: ephemeralStorage } }),
      RuntimePlatform: {
        OperatingSystemFamily: 'LINUX',
        CpuArchitecture: parts.architecture.toUpperCase(),
      },
      TaskRoleArn: parts.taskRole,
      Volumes: [...Volumes, ...volumes],
      ContainerDefinitions: ContainerDefinitions.map((one) => (isRunner(one) ? fill(one) : one)),
    },
  };
}

function isRunner({ Name }: Container): boolean {
  return Name === RUNNER_CONTAINER;
}
