// How the resources of each type look to others.
import { SERVICES } from '../../services';
import { ResourceCatalog } from './resource-catalog';
import { loadStack } from './load-stack';

const look = (Type: string, Properties: object = {}) => {
  const stack = loadStack(
    { Resources: { Thing: { Type, Properties } } },
    {
      region: 'eu-west-1',
      accountId: '123456789012',
      stackName: 'demo',
      origin: 'http://127.0.0.1:4566',
      catalog: new ResourceCatalog(SERVICES),
    },
  );
  const { ref, attributes } = stack.resource('Thing');
  return { ref, ...attributes };
};
const ARN = (rest: string) => `arn:aws:${rest.replace('*', 'eu-west-1:123456789012')}`;

it.each<[string, object, Record<string, unknown>]>([
  ['AWS::Lambda::Function', { FunctionName: 'f' }, { ref: 'f', Arn: ARN('lambda:*:function:f') }],
  [
    'AWS::Lambda::Version',
    { FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:f' },
    { ref: ARN('lambda:*:function:f:1'), Version: '1', FunctionArn: ARN('lambda:*:function:f:1') },
  ],
  [
    'AWS::Lambda::LayerVersion',
    { LayerName: 'l' },
    { ref: ARN('lambda:*:layer:l:1'), LayerVersionArn: ARN('lambda:*:layer:l:1') },
  ],
  [
    'AWS::SQS::Queue',
    { FifoQueue: true },
    {
      ref: 'http://127.0.0.1:4566/123456789012/demo-Thing.fifo',
      Arn: ARN('sqs:*:demo-Thing.fifo'),
      QueueName: 'demo-Thing.fifo',
      QueueUrl: 'http://127.0.0.1:4566/123456789012/demo-Thing.fifo',
    },
  ],
  [
    'AWS::S3::Bucket',
    {},
    {
      ref: 'demo-thing',
      Arn: 'arn:aws:s3:::demo-thing',
      DomainName: 'demo-thing.s3.amazonaws.com',
      RegionalDomainName: 'demo-thing.s3.eu-west-1.amazonaws.com',
      DualStackDomainName: 'demo-thing.s3.dualstack.eu-west-1.amazonaws.com',
    },
  ],
  ['AWS::ECS::Cluster', { ClusterName: 'c' }, { ref: 'c', Arn: ARN('ecs:*:cluster/c') }],
  [
    'AWS::ECS::TaskDefinition',
    { Family: 't' },
    { ref: ARN('ecs:*:task-definition/t:1'), TaskDefinitionArn: ARN('ecs:*:task-definition/t:1') },
  ],
  ['AWS::Events::Rule', { Name: 'r' }, { ref: 'r', Arn: ARN('events:*:rule/r') }],
  [
    'AWS::Events::Rule',
    { Name: 'r', EventBusName: ARN('events:*:event-bus/b') },
    { ref: 'b|r', Arn: ARN('events:*:rule/b/r') },
  ],
  [
    'AWS::IAM::Role',
    { RoleName: 'r', Path: '/service/' },
    {
      ref: 'r',
      Arn: 'arn:aws:iam::123456789012:role/service/r',
      RoleId: expect.stringMatching(/^AROA[0-9A-F]{17}$/) as unknown,
    },
  ],
  [
    'AWS::IAM::ManagedPolicy',
    {},
    {
      ref: 'arn:aws:iam::123456789012:policy/demo-Thing',
      PolicyArn: 'arn:aws:iam::123456789012:policy/demo-Thing',
    },
  ],
  [
    'AWS::Logs::LogGroup',
    { LogGroupName: '/aws/l' },
    { ref: '/aws/l', Arn: ARN('logs:*:log-group:/aws/l:*') },
  ],
  [
    'AWS::ECR::Repository',
    { RepositoryName: 'runner' },
    {
      ref: 'runner',
      Arn: ARN('ecr:*:repository/runner'),
      RepositoryUri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/runner',
    },
  ],
  ['AWS::CloudWatch::Alarm', {}, { ref: 'demo-Thing', Arn: ARN('cloudwatch:*:alarm:demo-Thing') }],
  [
    'AWS::SNS::Topic',
    {},
    { ref: ARN('sns:*:demo-Thing'), TopicArn: ARN('sns:*:demo-Thing'), TopicName: 'demo-Thing' },
  ],
  ['AWS::S3::BucketPolicy', { Bucket: 'b' }, { ref: 'b' }],
  [
    'AWS::DynamoDB::Table',
    { TableName: 'orders' },
    {
      ref: 'orders',
      Arn: ARN('dynamodb:*:table/orders'),
      StreamArn: ARN('dynamodb:*:table/orders/stream/2026-01-01T00:00:00.000'),
    },
  ],
  ['AWS::Events::EventBus', { Name: 'b' }, { ref: 'b', Arn: ARN('events:*:event-bus/b') }],
  ['AWS::ECS::ClusterCapacityProviderAssociations', { Cluster: 'c' }, { ref: 'c' }],
])('%s', (type, properties, expected) => {
  expect(look(type, properties)).toStrictEqual(expected);
});

it.each([
  ['AWS::ApiGatewayV2::Api', /^[0-9a-z]{10}$/],
  ['AWS::Cognito::UserPool', /^eu-west-1_[0-9a-z]{10}$/],
  ['AWS::StepFunctions::StateMachine', /^arn:aws:states:eu-west-1:123456789012:stateMachine:demo-/],
  ['AWS::EC2::VPC', /^vpc-[0-9a-f]{17}$/],
  ['AWS::EC2::Subnet', /^subnet-[0-9a-f]{17}$/],
  ['AWS::EC2::SecurityGroup', /^sg-[0-9a-f]{17}$/],
  ['AWS::Lambda::EventSourceMapping', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
])('%s has the same id in every run', (type, pattern) => {
  const { ref } = look(type);
  expect(ref).toMatch(pattern);
  expect(look(type).ref).toBe(ref);
});

/** The values of attributes of a resource, as another one sees them. */
const attributesOf = (Type: string, Properties: object, ...names: string[]) => {
  const Value = { 'Fn::Join': [' ', names.map((name) => ({ 'Fn::GetAtt': ['Thing', name] }))] };
  const stack = loadStack(
    { Resources: { Thing: { Type, Properties } }, Outputs: { All: { Value } } },
    {
      region: 'eu-west-1',
      accountId: '123456789012',
      stackName: 'demo',
      origin: 'http://127.0.0.1:4566',
      catalog: new ResourceCatalog(SERVICES),
    },
  );
  return String(stack.outputs.get('All')?.value).split(' ');
};

describe('a type that is not emulated', () => {
  it('has attributes in the format that their names suggest', () => {
    const [arn, id, url, host, port, name] = attributesOf(
      'AWS::Novel::Thing',
      { ThingName: 't' },
      'Arn',
      'ThingId',
      'PublicUrl',
      'Endpoint.Address',
      'Endpoint.Port',
      'Name',
    );
    expect(arn).toBe(ARN('novel:*:thing/t'));
    expect(id).toMatch(/^[0-9a-z]{10}$/);
    expect(url).toMatch(/^https:\/\/[0-9a-z]{10}\.novel\.eu-west-1\.amazonaws\.com$/);
    expect(host).toMatch(/^[0-9a-z]{10}\.novel\.eu-west-1\.amazonaws\.com$/);
    expect([port, name]).toEqual(['443', 't']);
  });

  it('is named after the stack and the resource if it has no name', () => {
    expect(look('AWS::Kinesis::Stream').ref).toBe('demo-Thing');
    expect(look('Custom::Anything').ref).toBe('demo-Thing');
  });

  it('may use unknown functions of CloudFormation', () => {
    const Body = { 'Fn::Transform': { Name: 'AWS::Include' } };
    expect(look('AWS::ApiGateway::RestApi', { Name: 'api', Body }).ref).toMatch(/^[0-9a-z]{10}$/);
  });

  it('has attributes that agree with each other', () => {
    const [url, api] = attributesOf('AWS::ApiGatewayV2::Api', {}, 'ApiEndpoint', 'ApiId');
    expect(url).toBe(`https://${api ?? ''}.execute-api.eu-west-1.amazonaws.com`);
  });
});
