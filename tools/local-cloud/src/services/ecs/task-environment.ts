// The variables of a task's container, for a process as well as for a Docker container.
import type { SessionCredentials } from '../../kernel/authentication/callers';
import { awsEnvironment, type Endpoint } from '../../kernel/child-environment';
import type { Task } from './task';

/** Where a task finds its metadata, below the origin. */
export const METADATA_PATH = '/_local/ecs/v4/';

/** What AWS sets, then what the task definition says, then what RunTask has said. */
export function taskEnvironment(
  task: Task,
  endpoint: Endpoint,
  credentials: SessionCredentials,
): Record<string, string> {
  const overrides = task.containerOverride.environment ?? [];
  return {
    ...awsEnvironment(endpoint, credentials),
    ECS_CONTAINER_METADATA_URI_V4: `${endpoint.origin}${METADATA_PATH}${task.metadataId}`,
    ...task.definition.container.environment,
    ...Object.fromEntries(overrides.map(({ name, value }) => [name, value])),
  };
}
