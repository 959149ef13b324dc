// What ECS is asked for one container. Nothing in it changes between two deliveries of the same message.
import { type RunTaskCommandInput, type TaskOverride } from '@aws-sdk/client-ecs';
import { encodeContract } from '@immortal/shared';
import { type Environment } from './environment';
import { OverridesTooLargeError } from './errors';
import { type FailedInvocation } from './failed-invocation';

/** The container of the task definition: resources/runner.yml. */
const CONTAINER = 'runner';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html, JSON formatting included. */
const MAX_OVERRIDES = 8192;

/** The request without its token: see launch-task.ts. */
export type RunTaskInput = Omit<RunTaskCommandInput, 'clientToken'> & {
  readonly cluster: string;
  readonly startedBy: string;
};

/** @throws {OverridesTooLargeError} if the event is too large to be passed to a container */
export function runTaskInput(invocation: FailedInvocation, environment: Environment): RunTaskInput {
  const { functionName, requestId, attempt } = invocation;
  return {
    cluster: environment.cluster,
    taskDefinition: environment.runner,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: [...environment.subnets],
        securityGroups: [...environment.securityGroups],
        assignPublicIp: 'ENABLED', // the subnets are public and have no other way out
      },
    },
    overrides: overrides(invocation),
    // By these a task is found again: startedBy by ListTasks, the others by people and on the bill.
    startedBy: `${requestId}/${attempt}`,
    group: functionName,
    tags: [{ key: 'immortal:function', value: functionName }],
  };
}

function overrides({ functionName, functionArn, event, requestId }: FailedInvocation) {
  const variables = encodeContract({
    event: { text: event },
    context: { functionName, awsRequestId: requestId, invokedFunctionArn: functionArn },
  });
  const environment = Object.entries(variables).map(([name, value]) => ({ name, value }));
  const taskOverride: TaskOverride = { containerOverrides: [{ name: CONTAINER, environment }] };
  const size = JSON.stringify(taskOverride).length;
  if (size <= MAX_OVERRIDES) return taskOverride;
  throw new OverridesTooLargeError(
    `The overrides for request ${requestId} have ${size} characters, and ECS takes ${MAX_OVERRIDES}. The event ` +
      `has ${event.length} of them: send a smaller one, for instance the address of an object in S3.`,
  );
}
