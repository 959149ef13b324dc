import { ResourceCatalog } from './kernel/template/resource-catalog';
import { SERVICES } from './services';
import { describeLimits } from './kernel/limits';
import { type SpecCloud, startSpecCloud } from './testing/spec-cloud';
import {
  functionArn,
  invokeConfig,
  lambdaFunction,
  mapping,
  queue,
  queueArn,
  type Resources,
} from './testing/fixture';
import { loadStack } from './kernel/template';
import { InvokeCommand } from '@aws-sdk/client-lambda';

const location = {
  catalog: new ResourceCatalog(SERVICES),
  region: 'eu-west-1',
  accountId: '000000000000',
  stackName: 'spec',
  origin: '',
};
const linesOf = (Resources: object) =>
  describeLimits(loadStack({ Resources }, location), SERVICES, (name) => `invoke ${name}`);
const rule = (properties: Record<string, unknown>) => ({
  Type: 'AWS::Events::Rule',
  Properties: properties,
});
const bucket = (properties: Record<string, unknown>) => ({
  Type: 'AWS::S3::Bucket',
  Properties: properties,
});
const topic = (properties: object) => ({ Type: 'AWS::SNS::Topic', Properties: properties });
const to = (name: string) => ({ Targets: [{ Id: 't', Arn: functionArn(name) }] });

const ORDERS = { Orders: lambdaFunction('spec-orders', 'echo') };
const STREAM =
  'arn:aws:dynamodb:eu-west-1:000000000000:table/orders/stream/2026-01-01T00:00:00.000';
const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:failed';
const LAYER = 'arn:aws:lambda:eu-west-1:901920570463:layer:aws-otel-nodejs:1';
const POLICY = 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess';

/** Of each kind one. */
const FOREIGN: Resources = {
  Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
  Other: { Type: 'AWS::DynamoDB::Table', Properties: {} },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'orders' } },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
  Versions: bucket({ BucketName: 'versions', VersioningConfiguration: { Status: 'Enabled' } }),
  Java: lambdaFunction('spec-java', 'a.b', { Runtime: 'java21' }),
  Image: lambdaFunction('spec-image', 'a.b', { Code: { ImageUri: 'i' }, Runtime: undefined }),
  Layered: lambdaFunction('spec-layered', 'echo', { Layers: [LAYER] }),
  AlsoLayered: lambdaFunction('spec-also-layered', 'echo', { Layers: [LAYER] }),
  Dead: lambdaFunction('spec-dead', 'echo', { DeadLetterConfig: { TargetArn: TOPIC } }),
  Config: invokeConfig('spec-dead', { DestinationConfig: { OnSuccess: { Destination: TOPIC } } }),
  ...ORDERS,
  Stream: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      StartingPosition: 'LATEST',
      FunctionName: { 'Fn::GetAtt': ['Orders', 'Arn'] },
    },
  },
  ToJava: mapping('jobs', 'spec-java'),
  Jobs: queue('jobs'),
  OnBus: rule({ Name: 'on-bus', EventBusName: 'orders', EventPattern: { a: ['b'] }, ...to('x') }),
  Told: rule({
    Name: 'told',
    EventPattern: { source: ['aws.ecs'] },
    Targets: [{ Id: 't', Arn: TOPIC }],
  }),
  Imported: queue('imported', { Tags: [{ Key: 'k', Value: { 'Fn::ImportValue': 'vpc' } }] }),
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'own',
      ManagedPolicyArns: [POLICY],
      AssumeRolePolicyDocument: { Statement: [] },
      Policies: [
        {
          PolicyDocument: {
            Statement: {
              Effect: 'Allow',
              Action: 'dynamodb:*',
              Resource: '*',
              Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a'] } },
            },
          },
        },
      ],
    },
  },
};

describe('what is not emulated', () => {
  let spec: SpecCloud | undefined;
  afterEach(() => spec?.stop());

  it('is listed, each kind once', () => {
    expect(linesOf(FOREIGN)).toEqual([
      'Not emulated: AWS::DynamoDB::Table (Table, Other), AWS::Events::EventBus (Bus), AWS::ApiGatewayV2::Api (Api)',
      'Not emulated: VersioningConfiguration of Versions, DestinationConfig.OnSuccess of Config',
      'Not emulated: the function spec-java: its runtime is java21, and only nodejs, python3 and provided runtimes run here',
      'Not emulated: the function spec-image: it is a container image',
      `Not emulated: the layer ${LAYER}, which is none of this stack, in spec-layered, spec-also-layered`,
      `Not emulated: ${TOPIC}, where Dead sends failures: their events are gone`,
      `Not emulated: the target ${TOPIC} of the rule told`,
      `Not emulated: the policy ${POLICY} of Role, which allows nothing here`,
      'Not emulated: other stacks: the import vpc has its own name as its value',
      `Not emulated: what comes from ${STREAM}. Instead: invoke orders`,
      'Not emulated: the events of the rule orders|on-bus. Instead: invoke NAME',
    ]);
  });

  it('does not prevent the rest from running', async () => {
    spec = await startSpecCloud(FOREIGN);
    const call = { FunctionName: 'spec-orders', Payload: Buffer.from('{"a":1}') };
    const { Payload, FunctionError } = await spec.lambda.send(new InvokeCommand(call));
    expect(FunctionError).toBeUndefined();
    expect(Buffer.from(Payload!).toString()).toContain('{"a":1}');
    const java = new InvokeCommand({ FunctionName: functionArn('spec-java') });
    await expect(spec.lambda.send(java)).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        'The local cloud does not emulate the function spec-java: its runtime is java21, and only nodejs, python3 and provided runtimes run here.',
    });
  });

  it('says why an event is lost whose destination is not emulated', async () => {
    const failing = lambdaFunction('f', 'fail', { DeadLetterConfig: { TargetArn: TOPIC } });
    spec = await startSpecCloud({ F: failing });
    await spec.lambda.send(new InvokeCommand({ FunctionName: 'f', InvocationType: 'Event' }));
    const { destination, errorMessage } = await spec.recorder.until('given-up');
    expect(destination).toBeUndefined();
    expect(errorMessage).toContain(`(and ${TOPIC} is not emulated)`);
  });
});

describe('triggers that are not emulated', () => {
  it('are schedules and bucket notifications, each with the function to invoke', () => {
    const config = { LambdaConfigurations: [{ Function: functionArn('spec-orders') }] };
    const lines = linesOf({
      ...ORDERS,
      Daily: rule({
        Name: 'daily',
        ScheduleExpression: 'rate(1 day)',
        State: 'ENABLED',
        ...to('spec-orders'),
      }),
      Inbox: bucket({ BucketName: 'inbox', NotificationConfiguration: config }),
    });
    expect(lines).toEqual([
      'Not emulated: the schedule rate(1 day) of daily. Instead: invoke orders',
      'Not emulated: the notifications of s3://inbox. Instead: invoke orders',
    ]);
  });

  it('are rules for events other than those of ECS, and topics that invoke functions', () => {
    const Endpoint = functionArn('spec-orders');
    const lines = linesOf({
      ...ORDERS,
      Paid: rule({ Name: 'paid', EventPattern: { source: ['shop'] }, ...to('spec-orders') }),
      News: topic({ TopicName: 'news', Subscription: [{ Protocol: 'lambda', Endpoint }] }),
      Other: {
        Type: 'AWS::SNS::Subscription',
        Properties: { Protocol: 'lambda', TopicArn: 'arn:aws:sns:eu-west-1:1:other' },
      },
    });
    expect(lines).toEqual([
      'Not emulated: the events of the rule paid. Instead: invoke orders',
      'Not emulated: what comes to the topic news. Instead: invoke orders',
      'Not emulated: what comes to the topic arn:aws:sns:eu-west-1:1:other. Instead: invoke NAME',
    ]);
  });

  it('leave out those that are emulated, and those that are inactive on AWS, too', () => {
    const lines = linesOf({
      Q: queue('q'),
      ...ORDERS,
      FromQ: mapping('q', 'spec-orders'),
      Stopped: rule({
        EventPattern: { source: ['aws.ecs'] },
        Targets: [{ Id: 'q', Arn: queueArn('q') }],
      }),
      Off: rule({ ScheduleExpression: 'rate(1 day)', State: 'DISABLED' }),
      Any: rule({ EventPattern: { source: [{ prefix: 'aws.' }] } }),
      Disabled: rule({ EventPattern: { source: ['shop'] }, State: 'DISABLED' }),
      Plain: bucket({ BucketName: 'plain' }),
      Alarms: topic({ Subscription: [{ Protocol: 'email', Endpoint: 'a@example.com' }] }),
    });
    expect(lines).toEqual([]);
  });
});
