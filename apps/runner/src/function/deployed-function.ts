// The deployed function, from Lambda's GetFunction, and every reason why it can't run here.
import {
  GetFunctionCommand,
  type GetFunctionCommandOutput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { type LambdaContextData } from '@immortal/shared';
import { archiveLocation, type ArchiveLocation } from './archive-location';
import { explainAwsFailure } from '../aws/call-failure';
import { RefusalError } from '../errors';

export interface DeployedFunction {
  readonly arn: string;
  readonly version: string;
  readonly handler: string;
  /** As Lambda names it: `nodejs24.x`. */
  readonly runtime: string;
  /** As Lambda names it: `x86_64` or `arm64`. */
  readonly architecture: string;
  readonly memoryMb: number;
  readonly variables: Readonly<Record<string, string>>;
  /** ARNs of the layer versions; a later layer overrides an earlier one. */
  readonly layers: readonly string[];
  readonly logGroup?: string;
  /** Set only if the function logs JSON. */
  readonly jsonLogLevel?: string;
  /** The paths at which the function expects file systems. */
  readonly mountPaths: readonly string[];
  readonly code: ArchiveLocation;
}

/** A published version. `$LATEST` and aliases are requested without a qualifier. */
const PUBLISHED = /^\d+$/;

/**
 * Gets the function that a context names.
 *
 * @throws {RefusalError} if it does not exist, access is denied, or it can't run from a zip
 * @throws {TemporaryError} if Lambda is unreachable, unavailable, or throttles the call
 */
export async function getDeployedFunction(
  lambda: LambdaClient,
  { functionName, functionVersion }: Pick<LambdaContextData, 'functionName' | 'functionVersion'>,
  env: NodeJS.ProcessEnv,
): Promise<DeployedFunction> {
  const published = functionVersion !== undefined && PUBLISHED.test(functionVersion);
  const input = {
    FunctionName: functionName,
    ...(published && { Qualifier: functionVersion }),
  };
  try {
    return parseResponse(await lambda.send(new GetFunctionCommand(input)), functionName);
  } catch (error) {
    const call = { action: 'lambda:GetFunction', subject: `function ${functionName}` };
    if ((error as Error).name !== 'ResourceNotFoundException') {
      throw explainAwsFailure(error, call, env);
    }
    const which = published ? `${functionName} with version ${functionVersion}` : functionName;
    throw new RefusalError(
      `There is no function ${which} in ${await lambda.config.region()}. Check the functionName of the context and the region.`,
      { cause: error },
    );
  }
}

function parseResponse(response: GetFunctionCommandOutput, functionName: string): DeployedFunction {
  const { Code = {}, Configuration: configuration = {} } = response;
  assertSupported(response, functionName);
  const { Environment, Layers, LoggingConfig, FileSystemConfigs, CodeSha256 } = configuration;
  const code = archiveLocation(Code, CodeSha256);
  if (code === undefined) throw incomplete('the location of its code', functionName);
  return {
    arn: configuration.FunctionArn ?? '',
    version: configuration.Version ?? '$LATEST',
    handler: configuration.Handler ?? '',
    runtime: configuration.Runtime ?? '',
    architecture: configuration.Architectures?.[0] ?? 'x86_64',
    memoryMb: configuration.MemorySize ?? 128,
    variables: Environment?.Variables ?? {},
    layers: (Layers ?? []).flatMap(({ Arn }) => Arn ?? []),
    ...(LoggingConfig?.LogGroup !== undefined && { logGroup: LoggingConfig.LogGroup }),
    ...(LoggingConfig?.LogFormat === 'JSON' && {
      jsonLogLevel: LoggingConfig.ApplicationLogLevel ?? 'INFO',
    }),
    mountPaths: (FileSystemConfigs ?? []).flatMap(({ LocalMountPath }) => LocalMountPath ?? []),
    code,
  };
}

/** @throws {RefusalError} if the function can't run from a zip */
function assertSupported(
  { Code, Configuration }: GetFunctionCommandOutput,
  functionName: string,
): void {
  const name = `Function ${functionName}`;
  if (Configuration?.PackageType === 'Image' || Code?.RepositoryType === 'ECR') {
    throw new RefusalError(
      `${name} is packaged as a container image (${Code?.ImageUri ?? 'unknown'}), and the runner supports only zip packages. Run that image itself as the task.`,
    );
  }
  // Lambda alone has both features: https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html and
  // https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation.html
  if (Configuration?.DurableConfig?.ExecutionTimeout !== undefined) {
    throw new RefusalError(
      `${name} is a durable function: only Lambda has its checkpoints, so it can't run here. Take the rescue policy off it: it can run for up to a year by itself.`,
    );
  }
  if (Configuration?.TenancyConfig?.TenantIsolationMode !== undefined) {
    throw new RefusalError(
      `${name} isolates its tenants (TenancyConfig), and a failed event does not name its tenant, so it can't run here. Take the rescue policy off it.`,
    );
  }
  const { Error: variablesError } = Configuration?.Environment ?? {};
  if (variablesError) {
    throw new RefusalError(
      `Lambda could not read the environment variables of function ${functionName}: ${variablesError.ErrorCode ?? 'unknown'}, ${variablesError.Message ?? ''}. If they are encrypted with a key of yours, allow kms:Decrypt on it in the task's role.`,
    );
  }
  const { Error: codeError } = Code ?? {};
  if (codeError) {
    throw new RefusalError(
      `Lambda could not provide the code of function ${functionName}: ${codeError.ErrorCode ?? 'unknown'}, ${codeError.Message ?? ''}. If it is encrypted with a key of yours, allow kms:Decrypt on it in the task's role.`,
    );
  }
  if (!Configuration?.Runtime) throw incomplete('its runtime', functionName);
}

function incomplete(what: string, functionName: string): RefusalError {
  return new RefusalError(`Lambda's response for function ${functionName} lacks ${what}.`);
}
