// What a deployed stage is made of, as its functions say: nothing here depends on how task definitions are named.
import { GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { type AwsVpcConfiguration } from '@aws-sdk/client-ecs';
import { RefusalError } from '../errors';
import { clusterOf, containerLogGroupOf, secondaryOf, smokeFunctionOf } from '../stack';

export interface Stage {
  readonly account: string;
  readonly cluster: string;
  readonly smokeFunction: string;
  readonly smokeFunctionArn: string;
  readonly containerLogs: string;
  readonly secondaryLogs: string;
  /** The networks in which the secondary starts containers. */
  readonly networks: readonly AwsVpcConfiguration[];
}

type Variables = Readonly<Record<string, string>>;

/** @throws {RefusalError} if there is no such stage */
export async function readStage(stack: string, lambda: LambdaClient): Promise<Stage> {
  const smokeFunction = smokeFunctionOf(stack);
  const { arn: smokeFunctionArn } = await functionOf(smokeFunction, lambda);
  const { variables } = await functionOf(secondaryOf(stack), lambda);
  const networks = networksIn(variables);
  if (networks.length === 0) {
    throw new RefusalError(
      `The variables of ${secondaryOf(stack)} name no network. Deploy this version of the kit.`,
    );
  }
  return {
    account: smokeFunctionArn.split(':')[4] ?? '',
    cluster: clusterOf(stack),
    smokeFunction,
    smokeFunctionArn,
    containerLogs: containerLogGroupOf(stack),
    secondaryLogs: `/aws/lambda/${secondaryOf(stack)}`,
    networks,
  };
}

async function functionOf(
  name: string,
  lambda: LambdaClient,
): Promise<{ readonly arn: string; readonly variables: Variables }> {
  try {
    const { Configuration: configuration } = await lambda.send(
      new GetFunctionCommand({ FunctionName: name }),
    );
    const { FunctionArn: arn = '', Environment: environment } = configuration ?? {};
    return { arn, variables: environment?.Variables ?? {} };
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'ResourceNotFoundException') throw cause;
    throw new RefusalError(
      `There is no function ${name}: deploy the stage, or pass another --stage, --service or --region.`,
      { cause },
    );
  }
}

/** One network for all functions, or one variable `NETWORK_…` for each of several. */
export function networksIn(variables: Variables): AwsVpcConfiguration[] {
  const { SUBNETS, SECURITY_GROUPS, ASSIGN_PUBLIC_IP } = variables;
  const own = Object.entries(variables)
    .filter(([name]) => /^NETWORK_[\dA-F]{8}$/.test(name))
    .map(([, text]) => JSON.parse(text) as Variables);
  const shared = {
    subnets: SUBNETS ?? '',
    securityGroups: SECURITY_GROUPS ?? '',
    assignPublicIp: ASSIGN_PUBLIC_IP ?? '',
  };
  return [...own, ...(SUBNETS === undefined ? [] : [shared])].map(readNetwork);
}

function readNetwork({
  subnets = '',
  securityGroups = '',
  assignPublicIp,
}: Variables): AwsVpcConfiguration {
  return {
    subnets: list(subnets),
    securityGroups: list(securityGroups),
    assignPublicIp: assignPublicIp === 'ENABLED' ? 'ENABLED' : 'DISABLED',
  };
}

const list = (text: string) => text.split(',').map((item) => item.trim());

/** The network in which a task runs; the first one if ECS does not say its subnet. */
export function networkOf(
  { networks }: Pick<Stage, 'networks'>,
  subnet: string | undefined,
): AwsVpcConfiguration | undefined {
  return networks.find(({ subnets = [] }) => subnets.includes(subnet ?? '')) ?? networks[0];
}
