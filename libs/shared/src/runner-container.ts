// Finds the container of a rescue among those of its task.

/**
 * The container that runs the function. AWS may add containers of its own to a task, such as GuardDuty's agent, in
 * any order: https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html
 */
export const RUNNER_CONTAINER = 'runner';

/**
 * The runner's container, as ECS describes it.
 *
 * @example
 * runnerContainerOf(task)?.exitCode
 */
export function runnerContainerOf<Container extends { readonly name?: string | undefined }>({
  containers,
}: {
  readonly containers?: readonly Container[] | undefined;
}): Container | undefined {
  return containers?.find(({ name }) => name === RUNNER_CONTAINER);
}
