// What a RunTask comes to: tasks, or reasons why there are none.
import type { Task } from './task';
import type { Cluster } from './clusters';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Failure.html */
export interface Failure {
  readonly arn: string;
  readonly reason: string;
}

export interface RunTaskResult {
  readonly tasks: readonly Task[];
  readonly failures: readonly Failure[];
}

/**
 * Fargate's reason: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 * Whose ARN AWS names with it is not documented; here it is the cluster's.
 */
export function noCapacity({ arn }: Cluster): Failure {
  const reason =
    'Capacity is unavailable at this time. Please try again later or in a different availability zone';
  return { arn, reason };
}

/** What Fargate says when the account's quota of vCPUs is used up; the sources are those of {@link noCapacity}. */
export function quotaReached({ arn }: Cluster): Failure {
  const reason = 'You’ve reached the limit on the number of vCPUs you can run concurrently';
  return { arn, reason };
}
