// The RunTask request for one container. Nothing in it changes between two deliveries of the same message.
import { type RunTaskCommandInput, type TaskOverride } from '@aws-sdk/client-ecs';
import {
  encodeContract,
  formatStartedBy,
  MAX_OVERRIDES_LENGTH,
  type RescuePolicy,
  RUNNER_CONTAINER,
  TASK_VARIABLES,
  type TaskNetwork,
} from '@immortal/shared';
import { type FailedInvocation } from '../read/failed-invocation';

/** The request without its token: see launch-task.ts. */
export type RunTaskInput = Omit<RunTaskCommandInput, 'clientToken'>;

/** Where a task runs. */
export interface TaskPlace {
  /** ARN or name. */
  readonly cluster: string;
  readonly network: TaskNetwork;
}

/** @param invocation whose event fits: see event-offload.ts */
export function runTaskInput(
  invocation: FailedInvocation,
  policy: RescuePolicy,
  { cluster, network }: TaskPlace,
): RunTaskInput {
  const { functionName } = invocation;
  return {
    cluster,
    // The family of the function's task definition, which has its role, size, image, and file systems. ECS takes the
    // latest revision: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
    taskDefinition: functionName,
    capacityProviderStrategy: [
      { capacityProvider: policy.spot ? 'FARGATE_SPOT' : 'FARGATE', weight: 1 },
    ],
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...network.subnets],
        securityGroups: [...network.securityGroups],
        assignPublicIp: network.assignPublicIp,
      },
    },
    overrides: taskOverride(invocation, policy),
    startedBy: formatStartedBy(invocation), // finds the task again
    // The group and the tags are for people and for the bill.
    group: functionName,
    tags: [{ key: 'immortal:function', value: functionName }],
  };
}

/** Whether ECS accepts the overrides of this invocation, including its event. */
export function fitsOverrides(invocation: FailedInvocation, policy: RescuePolicy): boolean {
  const { event } = invocation;
  // Larger by itself: nothing to serialize.
  if ('text' in event && event.text.length > MAX_OVERRIDES_LENGTH) return false;
  const overrides = JSON.stringify(taskOverride(invocation, policy));
  // AWS does not say in which encoding it counts characters; bytes are never fewer.
  return Buffer.byteLength(overrides) <= MAX_OVERRIDES_LENGTH;
}

function taskOverride(
  invocation: FailedInvocation,
  { maximumSeconds, reportedSeconds, retryErrors, credentialsInEnvironment }: RescuePolicy,
): TaskOverride {
  const variables: Record<string, string> = {
    ...contractOf(invocation),
    ...(maximumSeconds !== undefined && {
      [TASK_VARIABLES.maximumSeconds]: String(maximumSeconds),
    }),
    ...(reportedSeconds !== undefined && {
      [TASK_VARIABLES.reportedSeconds]: String(reportedSeconds),
    }),
    ...(retryErrors !== undefined && { [TASK_VARIABLES.retryErrors]: retryErrors.join(',') }),
    ...(credentialsInEnvironment && { [TASK_VARIABLES.credentialsInEnvironment]: 'true' }),
    ...(invocation.firstAttempt > 1 && {
      [TASK_VARIABLES.firstAttempt]: String(invocation.firstAttempt),
    }),
    ...(invocation.uncountedAttempts > 0 && {
      [TASK_VARIABLES.uncountedAttempts]: String(invocation.uncountedAttempts),
    }),
  };
  const environment = Object.entries(variables).map(([name, value]) => ({ name, value }));
  return { containerOverrides: [{ name: RUNNER_CONTAINER, environment }] };
}

function contractOf(invocation: FailedInvocation): Record<string, string> {
  const { functionName, functionArn, functionVersion, event, requestId, traceHeader } = invocation;
  return encodeContract({
    event,
    context: {
      functionName,
      awsRequestId: requestId,
      invokedFunctionArn: functionArn,
      ...(functionVersion !== undefined && { functionVersion }),
      ...(traceHeader !== undefined && { xRayTraceId: traceHeader }),
    },
  });
}
