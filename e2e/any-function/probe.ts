// Fails in Lambda. In a container it prints one line of JSON: who it is there, and how large.
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** @param tool the text of a layer, if the function has one */
export async function probe(tool?: string): Promise<void> {
  const { env } = process;
  const metadataUri = env['ECS_CONTAINER_METADATA_URI_V4'];
  if (metadataUri === undefined) throw new Error('It never succeeds in Lambda.');
  const { Arn } = await new STSClient().send(new GetCallerIdentityCommand({}));
  const { Family, Limits } = (await (await fetch(`${metadataUri}/task`)).json()) as {
    Family: string;
    Limits: { CPU: number; Memory: number };
  };
  const found = {
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    caller: Arn,
    family: Family,
    memorySize: Number(env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']),
    vcpu: Limits.CPU,
    runtime: env['AWS_EXECUTION_ENV'],
    tool,
  };
  console.log(JSON.stringify({ probe: found }));
}

export const handler = () => probe();
