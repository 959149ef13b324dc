// What is not emulated of ECS's resources, depending on what tasks run as.
import { joined, type Limits } from '../../kernel/limits';
import { TaskDefinitions } from './task-definitions';

export const LIMITS: Limits = {
  phrases: (stack) => {
    const mounts = new TaskDefinitions(stack).all.flatMap(({ family, container }) =>
      container.mounts.flatMap(({ volume, path }) => (volume.efs ? [`${path} of ${family}`] : [])),
    );
    const files = joined(mounts);
    return files.map(
      (which) =>
        `file systems of tasks that run as processes (${which}): these tasks don't start. Instead: --tasks docker`,
    );
  },
};
