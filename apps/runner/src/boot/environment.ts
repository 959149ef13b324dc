// The function's environment: what Lambda would set, and nothing of the runner's own.
import { lambdaEnvironment } from '@immortal/runtime-api';
import { type LambdaContextData } from '@immortal/shared';
import { type DeployedFunction } from '../function/deployed-function';

export interface EnvironmentInput {
  readonly context: LambdaContextData;
  readonly deployed: DeployedFunction;
  /** The value of `_HANDLER`. */
  readonly handler: string;
  readonly region: string;
  readonly memoryMb: number;
  readonly taskRoot: string;
  readonly runtimeDir: string;
  readonly optDir: string;
  readonly traceId?: string;
}

/**
 * The variables of the runner that the function inherits: the image's paths, and what a call of AWS needs, which is the
 * task's credentials, the address of its metadata and, outside of ECS, keys and endpoints.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
const INHERITED =
  /^(PATH|LD_LIBRARY_PATH|AWS_CONTAINER_(CREDENTIALS_(RELATIVE|FULL)_URI|AUTHORIZATION_TOKEN(_FILE)?)|ECS_CONTAINER_METADATA_URI(_V4)?|AWS_ACCESS_KEY_ID|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|AWS_ENDPOINT_URL(_[A-Z0-9_]+)?)$/;

/**
 * @param runnerEnv the runner's environment
 * @returns the complete environment of the runtime
 */
export function functionEnvironment(
  input: EnvironmentInput,
  runnerEnv: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const { context, deployed } = input;
  const { functionName, awsRequestId, functionVersion, logGroupName, logStreamName } = context;
  const traceId = context.xRayTraceId ?? input.traceId;
  const { runtime, jsonLogLevel } = deployed;
  return lambdaEnvironment(
    {
      ...input,
      ...(traceId !== undefined && { traceId }),
      runtime,
      functionName,
      functionVersion: functionVersion ?? deployed.version,
      logGroupName: logGroupName ?? deployed.logGroup ?? `/aws/lambda/${functionName}`,
      // A dead letter does not name the log stream of the failed attempt. The request id is just as unique.
      logStreamName: logStreamName ?? `container/${awsRequestId}`,
      ...(jsonLogLevel !== undefined && { jsonLogLevel }),
    },
    deployed.variables,
    Object.fromEntries(Object.entries(runnerEnv).filter(([name]) => INHERITED.test(name))),
  );
}
