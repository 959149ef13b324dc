// The names of a stack's resources, as apps/service/serverless.yml and tools/serverless-plugin/resources define them.
import { RUNNER_CONTAINER } from '@immortal/shared';

export function parkedQueueOf(stack: string): string {
  return `${stack}-parked`;
}

export function clusterOf(stack: string): string {
  return stack;
}

/** The log group of the containers. */
export function containerLogGroupOf(stack: string): string {
  return `/aws/ecs/${stack}-runner`;
}

/** The log stream of a task, as ECS names it: the prefix, the container, and the task's id. */
export function logStreamOf(taskId: string): string {
  return `rescue/${RUNNER_CONTAINER}/${taskId}`;
}

export function smokeFunctionOf(stack: string): string {
  return `${stack}-smoke`;
}

export function secondaryOf(stack: string): string {
  return `${stack}-secondary`;
}

/** The bucket to which the smoke function writes its result. */
export function dataBucketOf(stack: string, account: string, region: string): string {
  return `${stack}-data-${account}-${region}`;
}

/** @param name the ARN of a task, or its log stream */
export function taskIdIn(name: string): string {
  return name.replace(/^.*\//, '');
}
