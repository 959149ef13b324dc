// The task definitions in the compiled template.
import { resourcesOf, type Template } from '../../template';

interface TaskDefinition {
  readonly RuntimePlatform?: { readonly CpuArchitecture?: string };
  readonly ContainerDefinitions?: readonly {
    readonly MountPoints?: readonly { readonly ContainerPath?: unknown }[];
  }[];
}

/** All task definitions of the stack: the secondary decides which one it uses. */
export function taskDefinitions(template: Template): TaskDefinition[] {
  return resourcesOf(template, 'AWS::ECS::TaskDefinition').map(({ properties }) => properties);
}
