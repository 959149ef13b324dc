// The resource types that are accepted and do nothing locally by themselves: there is no network or monitoring
// to play. Only how their Ref and attributes look matters, since other resources carry it on.
// Each entry follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import {
  arn,
  functionName,
  globalArn,
  hexId,
  uuid,
  type Identity,
  type ResourceType,
} from './identity';

const byName = (of: Identity) => of.name;
const PLAIN: ResourceType = { ref: byName, attributes: {} };
const WITH_ID: ResourceType = { ref: byName, attributes: { Id: byName } };

/** An EC2 resource whose Ref is its id, which one attribute repeats. */
const ec2 = (
  prefix: string,
  idAttribute: string,
  more: ResourceType['attributes'] = {},
): ResourceType => {
  const id = (of: Identity) => hexId(of, prefix);
  return { ref: id, attributes: { [idAttribute]: id, ...more } };
};
const property = (name: string) => (of: Identity) => of.property(name);

const path = (of: Identity) => of.property('Path') ?? '/';
const roleArn = (of: Identity) => globalArn(of, 'iam', `role${path(of)}${of.name}`);
const policyArn = (of: Identity) => globalArn(of, 'iam', `policy${path(of)}${of.name}`);
const versionArn = (of: Identity) => arn(of, 'lambda', `function:${functionName(of)}:1`);
const topicArn = (of: Identity) => arn(of, 'sns', of.name);
const subscriptionArn = (of: Identity) => `${of.property('TopicArn') ?? ''}:${uuid(of)}`;
const alarmArn = (of: Identity) => arn(of, 'cloudwatch', `alarm:${of.name}`);
const ALARM: ResourceType = {
  nameProperty: 'AlarmName',
  ref: byName,
  attributes: { Arn: alarmArn },
};

export const INERT_TYPES: Readonly<Record<string, ResourceType>> = {
  // Permissions: src/kernel/authorization reads the policies of roles, queues and buckets, and enforces them.
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    ref: byName,
    attributes: { Arn: roleArn, RoleId: (of) => hexId(of, 'AROA').replace('-', '').toUpperCase() },
  },
  'AWS::IAM::Policy': { nameProperty: 'PolicyName', ...WITH_ID },
  'AWS::IAM::RolePolicy': PLAIN,
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    ref: policyArn,
    attributes: { PolicyArn: policyArn },
  },
  'AWS::Lambda::Permission': WITH_ID,
  'AWS::Lambda::LayerVersionPermission': WITH_ID,
  'AWS::S3::BucketPolicy': { nameProperty: 'Bucket', ...PLAIN },
  'AWS::SQS::QueuePolicy': WITH_ID,
  'AWS::SNS::TopicPolicy': WITH_ID,
  'AWS::KMS::Key': {
    ref: uuid,
    attributes: { KeyId: uuid, Arn: (of) => arn(of, 'kms', `key/${uuid(of)}`) },
  },
  'AWS::KMS::Alias': { nameProperty: 'AliasName', ...PLAIN },

  // Monitoring: there is none locally, and log groups have the streams that are written to.
  'AWS::Logs::LogStream': { nameProperty: 'LogStreamName', ...PLAIN },
  'AWS::Logs::MetricFilter': { nameProperty: 'FilterName', ...PLAIN },
  'AWS::Logs::QueryDefinition': {
    ref: uuid,
    attributes: { QueryDefinitionId: uuid },
  },
  'AWS::CloudWatch::Alarm': ALARM,
  'AWS::CloudWatch::CompositeAlarm': ALARM,
  'AWS::CloudWatch::Dashboard': { nameProperty: 'DashboardName', ...PLAIN },
  // Topics that alarms tell: no alarm rings locally. A function that publishes is refused by the gateway.
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: byName },
  },
  'AWS::SNS::Subscription': { ref: subscriptionArn, attributes: { Arn: subscriptionArn } },

  // Network: local tasks and functions use this machine's.
  'AWS::EC2::VPC': ec2('vpc', 'VpcId', {
    CidrBlock: property('CidrBlock'),
    DefaultSecurityGroup: (of) => hexId(of, 'sg'),
    DefaultNetworkAcl: (of) => hexId(of, 'acl'),
  }),
  'AWS::EC2::Subnet': ec2('subnet', 'SubnetId', {
    AvailabilityZone: (of) => of.property('AvailabilityZone') ?? `${of.region}a`,
    CidrBlock: property('CidrBlock'),
    VpcId: property('VpcId'),
  }),
  'AWS::EC2::SecurityGroup': ec2('sg', 'GroupId', {
    Id: (of) => hexId(of, 'sg'),
    VpcId: (of) => of.property('VpcId') ?? hexId(of, 'vpc'),
  }),
  'AWS::EC2::SecurityGroupIngress': ec2('sgr', 'Id'),
  'AWS::EC2::SecurityGroupEgress': ec2('sgr', 'Id'),
  'AWS::EC2::InternetGateway': ec2('igw', 'InternetGatewayId'),
  'AWS::EC2::VPCGatewayAttachment': PLAIN,
  'AWS::EC2::NatGateway': ec2('nat', 'NatGatewayId'),
  'AWS::EC2::EIP': {
    // An address that RFC 5737 keeps for documentation.
    ref: () => '192.0.2.1',
    attributes: { PublicIp: () => '192.0.2.1', AllocationId: (of) => hexId(of, 'eipalloc') },
  },
  'AWS::EC2::RouteTable': ec2('rtb', 'RouteTableId'),
  'AWS::EC2::Route': PLAIN,
  'AWS::EC2::SubnetRouteTableAssociation': ec2('rtbassoc', 'Id'),
  'AWS::EC2::VPCEndpoint': ec2('vpce', 'Id'),
  'AWS::EC2::FlowLog': ec2('fl', 'Id'),

  // Deploying: versions are made and images pushed on AWS; locally the newest code runs.
  'AWS::Lambda::Version': {
    ref: versionArn,
    attributes: { FunctionArn: versionArn, Version: () => '1' },
  },
  'AWS::ECR::Repository': {
    nameProperty: 'RepositoryName',
    ref: byName,
    attributes: {
      Arn: (of) => arn(of, 'ecr', `repository/${of.name}`),
      RepositoryUri: (of) => `${of.accountId}.dkr.ecr.${of.region}.amazonaws.com/${of.name}`,
    },
  },
};
