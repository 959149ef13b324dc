// What CloudFormation calls to make, read, change and delete each kind of resource of the service.
// From the resource types' own schemas (`handlers.*.permissions`), without what only serves properties that
// the service does not use: aws cloudformation describe-type --type RESOURCE --type-name AWS::SQS::Queue
// https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html

const of = (service: string, names: string) => names.split(' ').map((name) => `${service}:${name}`);

const TAGS = 'TagResource UntagResource ListTagsForResource';

export const HANDLER_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudWatch::Alarm': of('cloudwatch', `${TAGS} PutMetricAlarm DescribeAlarms DeleteAlarms`),
  'AWS::CloudWatch::Dashboard': of(
    'cloudwatch',
    `${TAGS} PutDashboard GetDashboard DeleteDashboards`,
  ),
  'AWS::EC2::InternetGateway': of(
    'ec2',
    'CreateInternetGateway DeleteInternetGateway DescribeInternetGateways CreateTags DeleteTags',
  ),
  'AWS::EC2::Route': of(
    'ec2',
    'CreateRoute ReplaceRoute DeleteRoute DescribeRouteTables DescribeNetworkInterfaces',
  ),
  'AWS::EC2::RouteTable': of(
    'ec2',
    'CreateRouteTable DeleteRouteTable DescribeRouteTables CreateTags DeleteTags',
  ),
  'AWS::EC2::SecurityGroup': of(
    'ec2',
    'CreateSecurityGroup DeleteSecurityGroup DescribeSecurityGroups DescribeInstances ' +
      'AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress CreateTags DeleteTags',
  ),
  'AWS::EC2::Subnet': of(
    'ec2',
    'CreateSubnet DeleteSubnet DescribeSubnets DescribeNetworkAcls ModifySubnetAttribute CreateTags DeleteTags ' +
      'DescribeAvailabilityZones DescribeAccountAttributes', // these two: Fn::GetAZs
  ),
  'AWS::EC2::SubnetRouteTableAssociation': of(
    'ec2',
    'AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation DescribeSubnets DescribeRouteTables',
  ),
  'AWS::EC2::VPC': of(
    'ec2',
    'CreateVpc DeleteVpc DescribeVpcs DescribeVpcAttribute ModifyVpcAttribute DescribeNetworkAcls ' +
      'DescribeSecurityGroups DescribeVpcEncryptionControls CreateTags DeleteTags',
  ),
  'AWS::EC2::VPCGatewayAttachment': of(
    'ec2',
    'AttachInternetGateway DetachInternetGateway DescribeInternetGateways DescribeVpnGateways',
  ),
  'AWS::ECS::Cluster': of(
    'ecs',
    `${TAGS} CreateCluster DeleteCluster DescribeClusters UpdateCluster UpdateClusterSettings PutClusterCapacityProviders`,
  ),
  'AWS::ECS::TaskDefinition': [
    ...of('ecs', `${TAGS} RegisterTaskDefinition DescribeTaskDefinition DeregisterTaskDefinition`),
    ...of('iam', 'GetRole PassRole'),
  ],
  'AWS::Events::Rule': of(
    'events',
    `${TAGS} PutRule DescribeRule DeleteRule PutTargets RemoveTargets ListTargetsByRule`,
  ),
  'AWS::IAM::ManagedPolicy': of(
    'iam',
    'CreatePolicy GetPolicy DeletePolicy CreatePolicyVersion GetPolicyVersion ListPolicyVersions DeletePolicyVersion ' +
      'ListEntitiesForPolicy AttachRolePolicy DetachRolePolicy',
  ),
  'AWS::IAM::Role': of(
    'iam',
    'CreateRole GetRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy DeleteRole PutRolePolicy GetRolePolicy ' +
      'ListRolePolicies DeleteRolePolicy AttachRolePolicy ListAttachedRolePolicies DetachRolePolicy ' +
      'PutRolePermissionsBoundary TagRole UntagRole ListRoleTags',
  ),
  'AWS::Lambda::EventInvokeConfig': of(
    'lambda',
    'PutFunctionEventInvokeConfig GetFunctionEventInvokeConfig UpdateFunctionEventInvokeConfig ' +
      'DeleteFunctionEventInvokeConfig',
  ),
  'AWS::Lambda::EventSourceMapping': of(
    'lambda',
    'CreateEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping ' +
      'ListTags TagResource UntagResource',
  ),
  'AWS::Lambda::Function': [
    ...of(
      'lambda',
      'CreateFunction GetFunction GetFunctionConfiguration UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction ' +
        'GetFunctionCodeSigningConfig GetFunctionRecursionConfig GetFunctionScalingConfig GetRuntimeManagementConfig ' +
        'PutFunctionConcurrency DeleteFunctionConcurrency ListTags TagResource UntagResource',
    ),
    'iam:PassRole',
    's3:GetObject',
    'ec2:DescribeNetworkInterfaces',
  ],
  'AWS::Lambda::Permission': of('lambda', 'AddPermission GetPolicy RemovePermission'),
  'AWS::Logs::LogGroup': of(
    'logs',
    `${TAGS} CreateLogGroup DescribeLogGroups DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy ` +
      'GetDataProtectionPolicy DescribeIndexPolicies DescribeResourcePolicies',
  ),
  'AWS::Logs::MetricFilter': of('logs', 'PutMetricFilter DescribeMetricFilters DeleteMetricFilter'),
  'AWS::S3::Bucket': of(
    's3',
    `${TAGS} CreateBucket DeleteBucket ListBucket PutBucketTagging GetBucketTagging PutEncryptionConfiguration ` +
      'PutBucketOwnershipControls PutBucketPublicAccessBlock PutLifecycleConfiguration ' +
      'PutBucketNotification ' + // of a bucket that tools/generators makes
      'GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAbac GetBucketCORS GetBucketLogging ' +
      'GetBucketMetadataTableConfiguration GetBucketNotification GetBucketObjectLockConfiguration ' +
      'GetBucketOwnershipControls GetBucketPublicAccessBlock GetBucketVersioning GetBucketWebsite ' +
      'GetEncryptionConfiguration GetIntelligentTieringConfiguration GetInventoryConfiguration ' +
      'GetLifecycleConfiguration GetMetricsConfiguration GetReplicationConfiguration',
  ),
  'AWS::S3::BucketPolicy': of('s3', 'GetBucketPolicy PutBucketPolicy DeleteBucketPolicy'),
  'AWS::SNS::Subscription': of(
    'sns',
    'Subscribe GetSubscriptionAttributes SetSubscriptionAttributes Unsubscribe',
  ),
  'AWS::SNS::Topic': of(
    'sns',
    `${TAGS} CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes ListSubscriptionsByTopic ` +
      'GetDataProtectionPolicy',
  ),
  'AWS::SNS::TopicPolicy': of('sns', 'SetTopicAttributes'),
  'AWS::SQS::Queue': of(
    'sqs',
    'CreateQueue GetQueueUrl GetQueueAttributes SetQueueAttributes DeleteQueue ListQueueTags TagQueue UntagQueue',
  ),
  'AWS::SQS::QueuePolicy': of('sqs', 'SetQueueAttributes'),
};
