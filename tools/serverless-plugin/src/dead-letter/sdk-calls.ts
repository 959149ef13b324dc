// Answers the two API calls that serverless-plugin-lambda-dead-letter makes after a deployment, through SDK v3.
import { type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { DeadLetterError } from './errors';

/** What the calls need: the framework's region, credentials and endpoint settings. */
export interface SdkDeps {
  readonly config: () => Promise<CloudFormationClientConfig>;
  readonly region: string;
  /** Told when a function has its target already, and nothing is called. */
  readonly unchanged: (message: string) => void;
}

/** The answer of `CloudFormation.describeStackResource`, as far as the plugin reads it. */
interface StackResource {
  readonly StackResourceDetail: {
    readonly ResourceType: string;
    readonly PhysicalResourceId: string;
  };
}

/**
 * `CloudFormation.describeStackResource`.
 *
 * The plugin takes a queue's region and account out of its URL and knows one form of it only, so the
 * URL is given in that form, whatever endpoint the queue really has.
 */
export async function describeStackResource(
  params: Readonly<Record<string, unknown>>,
  { config, region }: SdkDeps,
): Promise<StackResource> {
  const { CloudFormationClient, DescribeStackResourceCommand } =
    await import('@aws-sdk/client-cloudformation');
  const { StackName, LogicalResourceId } = params as {
    StackName: string;
    LogicalResourceId: string;
  };
  const client = new CloudFormationClient(await config());
  const { StackResourceDetail: detail } = await client.send(
    new DescribeStackResourceCommand({ StackName, LogicalResourceId }),
  );
  const type = detail?.ResourceType ?? '';
  const id = detail?.PhysicalResourceId ?? '';
  return {
    StackResourceDetail: {
      ResourceType: type,
      PhysicalResourceId: type === 'AWS::SQS::Queue' ? canonicalQueueUrl(id, region) : id,
    },
  };
}

/**
 * `Lambda.updateFunctionConfiguration` of nothing but the dead-letter target. CloudFormation has set
 * it, so as a rule there is nothing to do: an update would only make the function pending for a while.
 */
export async function updateDeadLetterTarget(
  params: Readonly<Record<string, unknown>>,
  { config, unchanged }: SdkDeps,
): Promise<object> {
  const { GetFunctionConfigurationCommand, LambdaClient, UpdateFunctionConfigurationCommand } =
    await import('@aws-sdk/client-lambda');
  const { FunctionName, DeadLetterConfig } = params as {
    FunctionName: string;
    DeadLetterConfig: { TargetArn: string };
  };
  const client = new LambdaClient(await config());
  const current = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  if ((current.DeadLetterConfig?.TargetArn ?? '') === DeadLetterConfig.TargetArn) {
    unchanged(
      `${FunctionName} already sends its dead letters to ${DeadLetterConfig.TargetArn || 'nowhere'}`,
    );
    return current;
  }
  return client.send(new UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig }));
}

function canonicalQueueUrl(queueUrl: string, region: string): string {
  const [account, name] = new URL(queueUrl).pathname.split('/').slice(-2);
  if (!account || !name) {
    throw new DeadLetterError(
      `${JSON.stringify(queueUrl)} is no URL of a queue: expected …/<account>/<name>.`,
    );
  }
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
