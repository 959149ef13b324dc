// A task's credentials: from the environment or from the container's endpoint. The bundle replaces
// @aws-sdk/credential-provider-node with this module.
import { fromHttp } from '@aws-sdk/credential-provider-http';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** The provider that the AWS SDK calls to sign a request. */
export function defaultProvider(): () => Promise<Credentials> {
  return async () => fromEnvironment(process.env) ?? (await fromHttp()());
}

function fromEnvironment(env: NodeJS.ProcessEnv): Credentials | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
}
