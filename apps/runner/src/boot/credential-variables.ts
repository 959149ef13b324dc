// The function's credentials as variables, for code that reads them itself instead of using an AWS SDK.
import { type LambdaClient } from '@aws-sdk/client-lambda';
import { explainAwsFailure } from '../aws/call-failure';
import { type RunnerDeps } from '../deps';

/**
 * Lambda passes its role's credentials to a function in these variables. A task gets an endpoint instead, from which
 * the AWS SDKs fetch and renew them. If the variables are set, the SDKs use them and never renew them.
 *
 * @param client any client with the task's credentials
 * @throws {RefusalError} if there are none
 * @throws {TemporaryError} if ECS does not provide them for now
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export async function credentialVariables(
  { config }: Pick<LambdaClient, 'config'>,
  { env, warn }: Pick<RunnerDeps, 'env' | 'warn'>,
): Promise<Record<string, string>> {
  const call = { action: 'the variables of the function', subject: 'its environment' };
  const credentials = await config.credentials().catch((error: unknown) => {
    throw explainAwsFailure(error, call, env);
  });
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  if (expiration !== undefined) {
    warn(
      `The credentials in the function's variables expire at ${expiration.toISOString()} and are not renewed: its AWS calls after that fail.`,
    );
  }
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
}
