// The function's credentials as variables, for code that reads them itself instead of asking the AWS SDK for them.
import { type LambdaClient } from '@aws-sdk/client-lambda';
import { explainAwsFailure } from '../aws/call-failure';
import { type RunnerDeps } from '../run';

/**
 * Lambda gives a function its role's credentials in these variables. ECS gives a task an address instead, from which
 * the AWS SDKs fetch new ones before the old ones expire; once the variables are set, they take those and no others.
 *
 * @param lambda whose credentials are those of the task
 * @throws {RefusalError} if there are none
 * @throws {TemporaryError} if ECS does not give them for now
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
      `The credentials in the function's variables expire at ${expiration.toISOString()} and are not renewed: what it calls at AWS after that fails.`,
    );
  }
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
}
