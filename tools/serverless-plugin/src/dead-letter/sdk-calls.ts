// Answers the two API calls that serverless-plugin-lambda-dead-letter makes after a deployment, through SDK v3.
import { type CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { PluginError } from '../errors';
import { type Log, type Serverless } from '../framework';
import { dropNextUpdated } from './updated-line';

/** What the calls need: the framework's region, credentials and endpoint settings. */
interface SdkDeps {
  readonly config: () => Promise<CloudFormationClientConfig>;
  readonly region: string;
  /** Called when a function already has its target, so that no update is needed. */
  readonly unchanged: (message: string) => void;
}

/** Replaces the framework's `provider.request`; for any other call it still gives the framework's own explanation. */
export function answerSdkCalls(serverless: Serverless, log: Log): void {
  const provider = serverless.getProvider('aws');
  const fallback = provider.request.bind(provider);
  const deps: SdkDeps = {
    config: () => provider.getAwsSdkV3Config(),
    region: provider.getRegion(),
    unchanged: (message) => {
      log.info(message);
      dropNextUpdated(serverless.cli);
    },
  };
  provider.request = (service, method, params, ...ignored) => {
    switch (`${service}.${method}`) {
      case 'CloudFormation.describeStackResource':
        return describeStackResource(params, deps);
      case 'Lambda.updateFunctionConfiguration':
        return updateDeadLetterTarget(params, deps);
      default:
        return fallback(service, method, params, ...ignored);
    }
  };
}

/** The response of `CloudFormation.describeStackResource`, as far as the original plugin reads it. */
interface StackResource {
  readonly StackResourceDetail: {
    readonly ResourceType: string;
    readonly PhysicalResourceId: string;
  };
}

/**
 * `CloudFormation.describeStackResource`.
 *
 * The original plugin reads a queue's region and account from its URL and knows only one form of it, so the
 * response has the URL in that form, regardless of the queue's actual endpoint.
 */
async function describeStackResource(
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
 * `Lambda.updateFunctionConfiguration` of the dead-letter target. CloudFormation has usually set it already, and
 * another update would only make the function pending for a while.
 */
async function updateDeadLetterTarget(
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
    const { TargetArn: target } = DeadLetterConfig;
    unchanged(`${FunctionName} already has ${target ? `the target ${target}` : 'no target'}`);
    return current;
  }
  return client.send(new UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig }));
}

function canonicalQueueUrl(queueUrl: string, region: string): string {
  const [account, name] = new URL(queueUrl).pathname.split('/').slice(-2);
  if (!account || !name) {
    throw new PluginError(
      `${JSON.stringify(queueUrl)} is not a queue URL: expected …/<account>/<name>.`,
    );
  }
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}
