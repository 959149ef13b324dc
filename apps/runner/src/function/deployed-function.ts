// The function as it is deployed, by Lambda's GetFunction, and every reason why it cannot be run.
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
  /** ARNs of versions, in the order in which they lie over each other. */
  readonly layers: readonly string[];
  readonly logGroup?: string;
  /** Only when the function logs JSON, which its runtime then has to be told. */
  readonly jsonLogLevel?: string;
  /** Where the function expects file systems to be mounted. */
  readonly mountPaths: readonly string[];
  readonly code: ArchiveLocation;
}

/** A version that Lambda published; `$LATEST` and aliases are asked for without a qualifier. */
const PUBLISHED = /^\d+$/;

/**
 * Asks Lambda for the function that a context names.
 *
 * @throws {RefusalError} if it does not exist, may not be read, or cannot be run from a zip
 * @throws {TemporaryError} if Lambda cannot be reached or has no time, after the client's own retries
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
    return readAnswer(await lambda.send(new GetFunctionCommand(input)), functionName);
  } catch (error) {
    const call = { action: 'lambda:GetFunction', subject: `function ${functionName}` };
    if ((error as Error).name !== 'ResourceNotFoundException') {
      throw explainAwsFailure(error, call, env);
    }
    const which = published ? `${functionName} of version ${functionVersion}` : functionName;
    throw new RefusalError(
      `There is no function ${which} in ${await lambda.config.region()}. Check the functionName of the context and the region.`,
      { cause: error },
    );
  }
}

function readAnswer(answer: GetFunctionCommandOutput, functionName: string): DeployedFunction {
  const { Code = {}, Configuration: configuration = {} } = answer;
  refuse(answer, functionName);
  const { Environment, Layers, LoggingConfig, FileSystemConfigs, CodeSha256 } = configuration;
  const code = archiveLocation(Code, CodeSha256);
  if (code === undefined) throw lacking('the address of its code', functionName);
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

/** @throws {RefusalError} if Lambda's answer holds a function that cannot be run from a zip, and says why */
function refuse({ Code, Configuration }: GetFunctionCommandOutput, functionName: string): void {
  const name = `Function ${functionName}`;
  if (Configuration?.PackageType === 'Image' || Code?.RepositoryType === 'ECR') {
    throw new RefusalError(
      `${name} is packaged as a container image (${Code?.ImageUri ?? 'unknown'}), and only zip packages can be run here. Run that image itself as the task.`,
    );
  }
  // Both live in Lambda alone: https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html and
  // https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation.html
  if (Configuration?.DurableConfig?.ExecutionTimeout !== undefined) {
    throw new RefusalError(
      `${name} is a durable function: only Lambda has its checkpoints, so it can't run here. Take the rescue policy off it: it can run for up to a year by itself.`,
    );
  }
  if (Configuration?.TenancyConfig?.TenantIsolationMode !== undefined) {
    throw new RefusalError(
      `${name} isolates its tenants (TenancyConfig), and a failed event does not say whose it is, so it can't run here. Take the rescue policy off it.`,
    );
  }
  const { Error: variablesError } = Configuration?.Environment ?? {};
  if (variablesError) {
    throw new RefusalError(
      `Lambda could not read the environment variables of function ${functionName}: ${variablesError.ErrorCode ?? 'unknown'}, ${variablesError.Message ?? ''}. If they are encrypted with a key of yours, allow kms:Decrypt on it in the role of the task.`,
    );
  }
  const { Error: codeError } = Code ?? {};
  if (codeError) {
    throw new RefusalError(
      `Lambda could not give out the code of function ${functionName}: ${codeError.ErrorCode ?? 'unknown'}, ${codeError.Message ?? ''}. If it is encrypted with a key of yours, allow kms:Decrypt on it in the role of the task.`,
    );
  }
  if (!Configuration?.Runtime) throw lacking('its runtime', functionName);
}

function lacking(what: string, functionName: string): RefusalError {
  return new RefusalError(`Lambda's answer for function ${functionName} lacks ${what}.`);
}
