// Who sees the variables of a function that are encrypted with a key of the stack's owner.
import type { Caller } from '../../kernel/authentication/callers';
import type { Permissions } from '../../kernel/authorization/permissions';
import type { LambdaFunction } from './functions';

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_EnvironmentError.html */
export interface EnvironmentFailure {
  readonly ErrorCode: string;
  readonly Message: string;
}

/**
 * Lambda decrypts on behalf of the caller.
 *
 * @param caller undefined for the developer, who may do everything
 * @returns undefined if the caller sees the variables
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
export function whyNotDecrypted(
  fn: LambdaFunction,
  caller: Caller | undefined,
  permissions: Pick<Permissions, 'refusal'>,
): EnvironmentFailure | undefined {
  const { kmsKeyArn, arn } = fn;
  const roleArn = caller?.roleArn;
  if (kmsKeyArn === undefined || roleArn === undefined) return undefined;
  const [, , , region = ''] = arn.split(':');
  const refusal = permissions.refusal(roleArn, {
    action: 'kms:Decrypt',
    resource: kmsKeyArn,
    context: {
      'kms:ViaService': `lambda.${region}.amazonaws.com`,
      'kms:EncryptionContext:aws:lambda:FunctionArn': arn,
    },
  });
  if (refusal === undefined) return undefined;
  return {
    ErrorCode: 'AccessDeniedException',
    Message: `Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function's KMS key settings. KMS Exception: AccessDeniedException KMS Message: ${refusal}`,
  };
}
