// The task definitions in the compiled template.
import { resourceOfArn, resourcesOf, type Template } from '../../template';

interface TaskDefinition {
  readonly TaskRoleArn?: unknown;
  readonly RuntimePlatform?: { readonly CpuArchitecture?: string };
  readonly ContainerDefinitions?: readonly {
    readonly MountPoints?: readonly { readonly ContainerPath?: unknown }[];
  }[];
}

/** All task definitions of the stack: the secondary decides which one it uses. */
export function taskDefinitions(template: Template): TaskDefinition[] {
  return resourcesOf(template, 'AWS::ECS::TaskDefinition').map(({ properties }) => properties);
}

/** The logical id of the role of a stack's containers; undefined if there is not exactly one. */
export function taskRoleIn(template: Template): string | undefined {
  const [only, ...others] = taskDefinitions(template).map(({ TaskRoleArn }) =>
    resourceOfArn(TaskRoleArn),
  );
  return others.length === 0 ? only : undefined;
}
