// What people type against an account first, through unchanged SDK clients.
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeClustersCommand,
  DescribeTaskDefinitionCommand,
  ListClustersCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import { ListEventSourceMappingsCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import {
  cluster,
  functionArn,
  lambdaFunction,
  mapping,
  queue,
  queueArn,
  REGION,
} from './testing/fixture';
import { type SpecCloud, startSpecCloud } from './testing/spec-cloud';

let spec: SpecCloud;
beforeAll(async () => {
  spec = await startSpecCloud({
    ...cluster(),
    Echo: lambdaFunction('echo', 'echo'),
    Fail: lambdaFunction('fail', 'fail'),
    Jobs: queue('jobs'),
    FromJobs: mapping('jobs', 'echo', { BatchSize: 7, Enabled: false }),
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/aws/lambda/echo' } },
  });
});
afterAll(() => spec.stop());

describe('the first calls that people make to an account', () => {
  const config = () => ({
    endpoint: spec.cloud.origin,
    region: REGION,
    credentials: { accessKeyId: 'spec', secretAccessKey: 'spec' },
  });

  it('lists functions, page by page', async () => {
    const first = await spec.lambda.send(new ListFunctionsCommand({ MaxItems: 1 }));
    const second = await spec.lambda.send(
      new ListFunctionsCommand({ MaxItems: 1, Marker: first.NextMarker }),
    );
    const all = await spec.lambda.send(new ListFunctionsCommand({}));
    expect(all.Functions?.map(({ FunctionName }) => FunctionName)).toEqual(['echo', 'fail']);
    expect([...(first.Functions ?? []), ...(second.Functions ?? [])]).toEqual(all.Functions);
    expect(second.NextMarker).toBeUndefined();
  });

  it('lists event source mappings, also those of one function', async () => {
    const { EventSourceMappings } = await spec.lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName: 'echo' }),
    );
    expect(EventSourceMappings).toMatchObject([
      {
        EventSourceArn: queueArn('jobs'),
        FunctionArn: functionArn('echo'),
        BatchSize: 7,
        State: 'Disabled',
      },
    ]);
    expect(EventSourceMappings?.[0]?.LastModified).toBeInstanceOf(Date);
    const none = new ListEventSourceMappingsCommand({ FunctionName: 'fail' });
    expect((await spec.lambda.send(none)).EventSourceMappings).toEqual([]);
  });

  it('describes clusters, and names those that are missing', async () => {
    const ask = new DescribeClustersCommand({ clusters: ['spec', 'none'] });
    const { clusters, failures } = await spec.ecs.send(ask);
    expect(clusters).toMatchObject([
      { clusterName: 'spec', status: 'ACTIVE', pendingTasksCount: 0 },
    ]);
    expect(failures).toEqual([{ arn: 'none', reason: 'MISSING' }]);
    const { clusterArns } = await spec.ecs.send(new ListClustersCommand({}));
    expect(clusterArns).toEqual([clusters?.[0]?.clusterArn]);
  });

  it('describes task definitions as they were registered', async () => {
    const ask = new DescribeTaskDefinitionCommand({ taskDefinition: 'runner' });
    const { taskDefinition } = await spec.ecs.send(ask);
    expect(taskDefinition).toMatchObject({
      family: 'runner',
      revision: 1,
      status: 'ACTIVE',
      cpu: '1024',
      networkMode: 'awsvpc',
      containerDefinitions: [{ name: 'runner', image: 'runner:1' }],
    });
    const { taskDefinitionArns } = await spec.ecs.send(new ListTaskDefinitionsCommand({}));
    expect(taskDefinitionArns).toEqual([taskDefinition?.taskDefinitionArn]);
  });

  it('lists log groups, and the resources of the stack', async () => {
    const logs = new CloudWatchLogsClient(config());
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/aws/lambda/echo']);
    const stacks = new CloudFormationClient(config());
    const { StackResources } = await stacks.send(
      new DescribeStackResourcesCommand({ StackName: 'spec' }),
    );
    const ids = StackResources?.map(({ LogicalResourceId }) => LogicalResourceId);
    expect(ids).toEqual(expect.arrayContaining(['Echo', 'Jobs', 'Cluster', 'Runner']));
  });

  it('receives messages from a queue', async () => {
    const QueueUrl = `${spec.cloud.origin}/000000000000/jobs`;
    await spec.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'job' }));
    const { Messages } = await spec.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages).toMatchObject([{ Body: 'job' }]);
  });
});
