// A function as GetFunction and GetFunctionConfiguration show it.
import type { EnvironmentFailure } from './decryption';
import type { LambdaFunction } from './functions';
import type { Layers } from './layers';

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
export function configurationOf(
  fn: LambdaFunction,
  layers: Layers,
  notDecrypted?: EnvironmentFailure,
): object {
  const { format, logGroup, level } = fn.logging;
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Runtime: fn.runtime,
    Role: fn.role,
    Handler: fn.handler,
    CodeSize: fn.codeSize,
    CodeSha256: fn.codeSha256,
    // As Lambda writes it: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
    LastModified: fn.lastModified.toISOString().replace('Z', '+0000'),
    Timeout: fn.timeoutSeconds,
    MemorySize: fn.memoryMb,
    Architectures: fn.architectures,
    Version: '$LATEST',
    PackageType: 'Zip',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    ...(Object.keys(fn.variables).length > 0 && {
      Environment: notDecrypted ? { Error: notDecrypted } : { Variables: fn.variables },
    }),
    ...(fn.kmsKeyArn !== undefined && { KMSKeyArn: fn.kmsKeyArn }),
    ...(fn.fileSystems.length > 0 && { FileSystemConfigs: fn.fileSystems }),
    Layers: fn.layerArns.map((Arn) => ({ Arn, CodeSize: layers.get(Arn).codeSize })),
    LoggingConfig: {
      LogFormat: format,
      LogGroup: logGroup,
      ...(level !== undefined && { ApplicationLogLevel: level }),
    },
    ...(fn.deadLetterArn !== undefined && { DeadLetterConfig: { TargetArn: fn.deadLetterArn } }),
  };
}
