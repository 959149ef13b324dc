// After a deployment, the original plugin makes two calls, which this plugin answers.
import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import OriginalPlugin from 'serverless-plugin-lambda-dead-letter';
import { type DeadLetterConfig } from '../framework';
import { fakeFramework } from '../testing/fake-framework';
import { deadLetters } from './dead-letters';

const cloudFormation = mockClient(CloudFormationClient);
const lambda = mockClient(LambdaClient);
const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:123456789012:orders-failures';
const QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders-failures';

async function afterDeploy(deadLetter?: DeadLetterConfig) {
  const { serverless, log, context } = fakeFramework({
    orders: { deadLetter: deadLetter ?? null },
  });
  deadLetters(context);
  const printed: string[] = [];
  serverless.cli.log.mockImplementation((line) => void printed.push(line));
  await new OriginalPlugin(serverless, {}).hooks['deploy:deploy']();
  return { printed, log };
}

const stackHas = (ResourceType: string, PhysicalResourceId: string) =>
  cloudFormation.on(DescribeStackResourceCommand).resolves({
    StackResourceDetail: {
      ResourceType,
      PhysicalResourceId,
      LogicalResourceId: 'OrdersFailures',
      LastUpdatedTimestamp: undefined,
      ResourceStatus: undefined,
    },
  });
const functionHas = (TargetArn?: string) =>
  lambda
    .on(GetFunctionConfigurationCommand)
    .resolves(TargetArn === undefined ? {} : { DeadLetterConfig: { TargetArn } });
const updates = () =>
  lambda.commandCalls(UpdateFunctionConfigurationCommand).map(({ args }) => args[0].input);

describe('after a deployment', () => {
  const orders = { targetArn: { GetResourceArn: 'OrdersFailures' } };

  beforeEach(() => {
    cloudFormation.reset();
    lambda.reset();
  });

  it('updates nothing if the function already has its target', async () => {
    stackHas('AWS::SQS::Queue', QUEUE_URL);
    functionHas(QUEUE_ARN);

    const { log } = await afterDeploy(orders);

    expect(cloudFormation.commandCalls(DescribeStackResourceCommand)[0]?.args[0].input).toEqual({
      StackName: 'shop-dev',
      LogicalResourceId: 'OrdersFailures',
    });
    expect(updates()).toEqual([]);
    expect(log.info).toHaveBeenCalledWith(`shop-dev-orders already has the target ${QUEUE_ARN}`);
  });

  it('prints that a target was updated only if it was', async () => {
    stackHas('AWS::SQS::Queue', QUEUE_URL);
    functionHas(QUEUE_ARN);
    const unchanged = await afterDeploy(orders);
    expect(unchanged.printed).toEqual([]);

    functionHas();
    const { printed } = await afterDeploy(orders);
    expect(printed).toEqual([
      `(updated) Function 'orders' DeadLetterConfig.TargetArn: ${QUEUE_ARN}`,
    ]);
  });

  it('restores a target that was changed by hand', async () => {
    stackHas('AWS::SQS::Queue', QUEUE_URL);
    functionHas('arn:aws:sqs:eu-west-1:123456789012:by-hand');
    await afterDeploy(orders);
    expect(updates()).toEqual([
      { FunctionName: 'shop-dev-orders', DeadLetterConfig: { TargetArn: QUEUE_ARN } },
    ]);
  });

  it.each([
    'http://127.0.0.1:4566/123456789012/orders-failures',
    'https://eu-west-1.queue.amazonaws.com/123456789012/orders-failures',
    'http://sqs.eu-west-1.localhost.localstack.cloud:4566/queue/123456789012/orders-failures',
  ])('understands a queue whose URL is %s', async (url) => {
    stackHas('AWS::SQS::Queue', url);
    functionHas();
    await afterDeploy(orders);
    expect(updates()).toMatchObject([{ DeadLetterConfig: { TargetArn: QUEUE_ARN } }]);
  });

  it('refuses anything other than a queue URL', async () => {
    stackHas('AWS::SQS::Queue', 'https://sqs.eu-west-1.amazonaws.com/orders-failures');
    await expect(afterDeploy(orders)).rejects.toThrow('is not a queue URL');
    expect(lambda.calls()).toHaveLength(0);
  });

  it('passes a topic unchanged', async () => {
    const topic = 'arn:aws:sns:eu-west-1:123456789012:orders-failures';
    stackHas('AWS::SNS::Topic', topic);
    functionHas();
    await afterDeploy(orders);
    expect(updates()).toMatchObject([{ DeadLetterConfig: { TargetArn: topic } }]);
  });

  it('removes a target that is no longer configured', async () => {
    functionHas(QUEUE_ARN);
    await afterDeploy({ targetArn: null });
    expect(updates()).toEqual([
      { FunctionName: 'shop-dev-orders', DeadLetterConfig: { TargetArn: '' } },
    ]);
  });

  it('updates nothing if the function has no target and none is configured', async () => {
    functionHas();
    const { log } = await afterDeploy({ targetArn: '' });
    expect(updates()).toEqual([]);
    expect(log.info).toHaveBeenCalledWith('shop-dev-orders already has no target');
  });

  it('makes no call for a function without deadLetter', async () => {
    await afterDeploy();
    expect(cloudFormation.calls()).toHaveLength(0);
    expect(lambda.calls()).toHaveLength(0);
  });

  it('leaves the calls of other plugins to the framework', () => {
    const { provider, context } = fakeFramework({});
    deadLetters(context);
    expect(() => provider.request('S3', 'listBuckets', {})).toThrow(
      'provider.request() was removed: S3.listBuckets',
    );
  });
});
