// The environment of the function: what Lambda would give it, and nothing of the runner's own.
import { lambdaEnvironment } from '@immortal/runtime-api';
import { type LambdaContextData } from '@immortal/shared';
import { type DeployedFunction } from '../function/deployed-function';

export interface FunctionWorld {
  readonly context: LambdaContextData;
  readonly deployed: DeployedFunction;
  /** What goes into `_HANDLER`. */
  readonly handler: string;
  readonly region: string;
  readonly memoryMb: number;
  readonly taskRoot: string;
  readonly runtimeDir: string;
  readonly optDir: string;
  readonly traceId?: string;
}

/**
 * What the function gets of the runner's environment. The image's paths; and what it takes to call AWS: the task
 * role's credentials, the address of the task's metadata and, outside of ECS, keys and endpoints.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
const PASSED_ON =
  /^(PATH|LD_LIBRARY_PATH|AWS_CONTAINER_(CREDENTIALS_(RELATIVE|FULL)_URI|AUTHORIZATION_TOKEN(_FILE)?)|ECS_CONTAINER_METADATA_URI(_V4)?|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_ENDPOINT_URL(_[A-Z0-9_]+)?)$/;

/**
 * The complete environment of the runtime.
 *
 * @param ours the runner's environment
 */
export function functionEnvironment(
  world: FunctionWorld,
  ours: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const { context, deployed } = world;
  const { functionName, awsRequestId, functionVersion, logGroupName, logStreamName } = context;
  const { runtime, jsonLogLevel } = deployed;
  return lambdaEnvironment(
    {
      ...world,
      runtime,
      functionName,
      functionVersion: functionVersion ?? deployed.version,
      logGroupName: logGroupName ?? deployed.logGroup ?? `/aws/lambda/${functionName}`,
      // The stream of the failed attempt is not part of a dead letter; the request id is as unique.
      logStreamName: logStreamName ?? `container/${awsRequestId}`,
      ...(jsonLogLevel !== undefined && { jsonLogLevel }),
    },
    deployed.variables,
    Object.fromEntries(Object.entries(ours).filter(([name]) => PASSED_ON.test(name))),
  );
}
