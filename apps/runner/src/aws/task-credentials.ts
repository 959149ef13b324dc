// Credentials as a task has them: from the environment or from the container's endpoint. The bundle puts this in
// the place of @aws-sdk/credential-provider-node.
import { fromHttp } from '@aws-sdk/credential-provider-http';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

/** The AWS SDK calls a provider of this shape when it has to sign. */
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
