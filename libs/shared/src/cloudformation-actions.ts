// The actions that CloudFormation calls to create, read, update, and delete a resource, by resource type.
// From the schemas of the resource types (`handlers.*.permissions`), without those for rarely used properties:
// aws cloudformation describe-type --type RESOURCE --type-name AWS::SQS::Queue
// https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html

type Actions = Readonly<Record<string, readonly string[]>>;

/** Of the types that the service has from the start, and that generators add (AWS::Lambda::Permission). */
export const KIT_ACTIONS: Actions = /* @__PURE__ */ expand({
  'AWS::CloudWatch::Alarm':
    'cloudwatch: TagResource UntagResource ListTagsForResource PutMetricAlarm DescribeAlarms ' +
    'DeleteAlarms',
  'AWS::CloudWatch::Dashboard':
    'cloudwatch: TagResource UntagResource ListTagsForResource PutDashboard GetDashboard ' +
    'DeleteDashboards',
  'AWS::EC2::InternetGateway':
    'ec2: CreateInternetGateway DeleteInternetGateway DescribeInternetGateways CreateTags ' +
    'DeleteTags',
  'AWS::EC2::Route':
    'ec2: CreateRoute ReplaceRoute DeleteRoute DescribeRouteTables DescribeNetworkInterfaces',
  'AWS::EC2::RouteTable':
    'ec2: CreateRouteTable DeleteRouteTable DescribeRouteTables CreateTags DeleteTags',
  'AWS::EC2::SecurityGroup':
    'ec2: CreateSecurityGroup DeleteSecurityGroup DescribeSecurityGroups DescribeInstances ' +
    'AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress CreateTags DeleteTags',
  'AWS::EC2::Subnet':
    'ec2: CreateSubnet DeleteSubnet DescribeSubnets DescribeNetworkAcls ModifySubnetAttribute ' +
    'CreateTags DeleteTags DescribeAvailabilityZones DescribeAccountAttributes', // these two: Fn::GetAZs
  'AWS::EC2::SubnetRouteTableAssociation':
    'ec2: AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation ' +
    'DescribeSubnets DescribeRouteTables',
  'AWS::EC2::VPC':
    'ec2: CreateVpc DeleteVpc DescribeVpcs DescribeVpcAttribute ModifyVpcAttribute ' +
    'DescribeNetworkAcls DescribeSecurityGroups DescribeVpcEncryptionControls CreateTags ' +
    'DeleteTags',
  'AWS::EC2::VPCGatewayAttachment':
    'ec2: AttachInternetGateway DetachInternetGateway DescribeInternetGateways ' +
    'DescribeVpnGateways',
  'AWS::ECS::Cluster':
    'ecs: TagResource UntagResource ListTagsForResource CreateCluster DeleteCluster ' +
    'DescribeClusters UpdateCluster UpdateClusterSettings PutClusterCapacityProviders',
  'AWS::ECS::TaskDefinition':
    'ecs: TagResource UntagResource ListTagsForResource RegisterTaskDefinition ' +
    'DescribeTaskDefinition DeregisterTaskDefinition; iam: GetRole PassRole',
  'AWS::Events::Rule':
    'events: TagResource UntagResource ListTagsForResource PutRule DescribeRule DeleteRule ' +
    'PutTargets RemoveTargets ListTargetsByRule',
  'AWS::IAM::ManagedPolicy':
    'iam: CreatePolicy GetPolicy DeletePolicy CreatePolicyVersion GetPolicyVersion ' +
    'ListPolicyVersions DeletePolicyVersion ListEntitiesForPolicy AttachRolePolicy ' +
    'DetachRolePolicy',
  'AWS::IAM::Role':
    'iam: CreateRole GetRole UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy DeleteRole ' +
    'PutRolePolicy GetRolePolicy ListRolePolicies DeleteRolePolicy AttachRolePolicy ' +
    'ListAttachedRolePolicies DetachRolePolicy PutRolePermissionsBoundary TagRole UntagRole ' +
    'ListRoleTags',
  'AWS::Lambda::EventInvokeConfig':
    'lambda: PutFunctionEventInvokeConfig GetFunctionEventInvokeConfig ' +
    'UpdateFunctionEventInvokeConfig DeleteFunctionEventInvokeConfig',
  'AWS::Lambda::EventSourceMapping':
    'lambda: CreateEventSourceMapping GetEventSourceMapping UpdateEventSourceMapping ' +
    'DeleteEventSourceMapping ListTags TagResource UntagResource',
  'AWS::Lambda::Function':
    'lambda: CreateFunction GetFunction GetFunctionConfiguration UpdateFunctionCode ' +
    'UpdateFunctionConfiguration DeleteFunction GetFunctionCodeSigningConfig ' +
    'GetFunctionRecursionConfig GetFunctionScalingConfig GetRuntimeManagementConfig ' +
    'PutFunctionConcurrency DeleteFunctionConcurrency ListTags TagResource UntagResource; iam: ' +
    'PassRole; s3: GetObject; ec2: DescribeNetworkInterfaces',
  'AWS::Lambda::Permission': 'lambda: AddPermission GetPolicy RemovePermission',
  'AWS::Logs::LogGroup':
    'logs: TagResource UntagResource ListTagsForResource CreateLogGroup DescribeLogGroups ' +
    'DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy GetDataProtectionPolicy ' +
    'DescribeIndexPolicies DescribeResourcePolicies',
  'AWS::Logs::MetricFilter': 'logs: PutMetricFilter DescribeMetricFilters DeleteMetricFilter',
  'AWS::S3::Bucket':
    's3: TagResource UntagResource ListTagsForResource CreateBucket DeleteBucket ListBucket ' +
    'PutBucketTagging GetBucketTagging PutEncryptionConfiguration PutBucketOwnershipControls ' +
    'PutBucketPublicAccessBlock PutLifecycleConfiguration PutBucketNotification ' +
    'GetAccelerateConfiguration GetAnalyticsConfiguration GetBucketAbac GetBucketCORS ' +
    'GetBucketLogging GetBucketMetadataTableConfiguration GetBucketNotification ' +
    'GetBucketObjectLockConfiguration GetBucketOwnershipControls GetBucketPublicAccessBlock ' +
    'GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration ' +
    'GetIntelligentTieringConfiguration GetInventoryConfiguration GetLifecycleConfiguration ' +
    'GetMetricsConfiguration GetReplicationConfiguration',
  'AWS::S3::BucketPolicy': 's3: GetBucketPolicy PutBucketPolicy DeleteBucketPolicy',
  'AWS::SNS::Subscription':
    'sns: Subscribe GetSubscriptionAttributes SetSubscriptionAttributes Unsubscribe',
  'AWS::SNS::Topic':
    'sns: TagResource UntagResource ListTagsForResource CreateTopic DeleteTopic ' +
    'GetTopicAttributes SetTopicAttributes ListSubscriptionsByTopic GetDataProtectionPolicy',
  'AWS::SNS::TopicPolicy': 'sns: SetTopicAttributes',
  'AWS::SQS::Queue':
    'sqs: CreateQueue GetQueueUrl GetQueueAttributes SetQueueAttributes DeleteQueue ' +
    'ListQueueTags TagQueue UntagQueue',
  'AWS::SQS::QueuePolicy': 'sqs: SetQueueAttributes',
});

/** Of types that projects often add. */
export const OTHER_ACTIONS: Actions = /* @__PURE__ */ expand({
  'AWS::ApiGateway::Deployment': 'apigateway: POST PATCH PUT GET DELETE',
  'AWS::ApiGateway::Method': 'apigateway: PUT GET DELETE; iam: PassRole',
  'AWS::ApiGateway::Resource': 'apigateway: POST GET PATCH DELETE',
  'AWS::ApiGateway::RestApi': 'apigateway: GET POST PUT PATCH DELETE; s3: GetObject; iam: PassRole',
  'AWS::ApiGateway::Stage': 'apigateway: POST PATCH GET PUT DELETE',
  'AWS::ApiGatewayV2::Api': 'apigateway: POST PUT GET PATCH DELETE',
  'AWS::ApiGatewayV2::Authorizer': 'apigateway: POST GET PATCH PUT DELETE; iam: PassRole',
  'AWS::ApiGatewayV2::Integration': 'apigateway: POST GET PATCH PUT DELETE; iam: PassRole',
  'AWS::ApiGatewayV2::Route': 'apigateway: POST GET PATCH PUT DELETE',
  'AWS::ApiGatewayV2::Stage': 'apigateway: POST GET PATCH DELETE',
  'AWS::Cognito::UserPool':
    'cognito-idp: CreateUserPool SetUserPoolMfaConfig DescribeUserPool TagResource ' +
    'GetUserPoolMfaConfig UpdateUserPool ListTagsForResource UntagResource AddCustomAttributes ' +
    'DeleteUserPool',
  'AWS::Cognito::UserPoolClient':
    'cognito-idp: CreateUserPoolClient DescribeUserPoolClient UpdateUserPoolClient ' +
    'DeleteUserPoolClient',
  'AWS::DynamoDB::Table':
    'dynamodb: CreateTable DescribeTable DescribeTimeToLive UpdateTimeToLive ' +
    'UpdateContributorInsights UpdateContinuousBackups DescribeContinuousBackups ' +
    'DescribeContributorInsights ListTagsOfResource TagResource UpdateTable GetResourcePolicy ' +
    'PutResourcePolicy UntagResource DeleteResourcePolicy DeleteTable',
  'AWS::ECR::Repository':
    'ecr: CreateRepository PutLifecyclePolicy SetRepositoryPolicy TagResource ' +
    'DescribeRepositories GetLifecyclePolicy GetRepositoryPolicy ListTagsForResource ' +
    'UntagResource DeleteLifecyclePolicy DeleteRepositoryPolicy PutImageScanningConfiguration ' +
    'PutImageTagMutability DeleteRepository',
  'AWS::EFS::AccessPoint':
    'elasticfilesystem: CreateAccessPoint TagResource DescribeAccessPoints ListTagsForResource ' +
    'UntagResource DeleteAccessPoint',
  'AWS::EFS::FileSystem':
    'elasticfilesystem: CreateFileSystem TagResource DescribeFileSystems PutBackupPolicy ' +
    'PutFileSystemPolicy PutLifecycleConfiguration UpdateFileSystemProtection ' +
    'DescribeBackupPolicy DescribeFileSystemPolicy DescribeLifecycleConfiguration ' +
    'DeleteFileSystemPolicy DeleteTags ListTagsForResource UntagResource UpdateFileSystem ' +
    'DeleteFileSystem; iam: PassRole',
  'AWS::EFS::MountTarget':
    'elasticfilesystem: CreateMountTarget DescribeMountTargets DescribeMountTargetSecurityGroups ' +
    'ModifyMountTargetSecurityGroups DeleteMountTarget',
  'AWS::Events::ApiDestination':
    'events: CreateApiDestination DescribeApiDestination UpdateApiDestination ' +
    'DeleteApiDestination',
  'AWS::Events::Archive': 'events: DescribeArchive CreateArchive UpdateArchive DeleteArchive',
  'AWS::Events::Connection':
    'events: CreateConnection DescribeConnection UpdateConnection DeleteConnection; ' +
    'secretsmanager: CreateSecret PutSecretValue UpdateSecret',
  'AWS::Events::EventBus':
    'events: CreateEventBus DescribeEventBus PutPermission ListTagsForResource TagResource ' +
    'UntagResource UpdateEventBus RemovePermission DeleteEventBus',
  'AWS::IoT::TopicRule':
    'iam: PassRole; iot: CreateTopicRule GetTopicRule TagResource ListTagsForResource ' +
    'ReplaceTopicRule UntagResource DeleteTopicRule',
  'AWS::KMS::Alias': 'kms: CreateAlias ListAliases UpdateAlias DeleteAlias',
  'AWS::KMS::Key':
    'kms: CreateKey EnableKeyRotation DisableKey TagResource PutKeyPolicy DescribeKey ' +
    'GetKeyPolicy GetKeyRotationStatus ListResourceTags DisableKeyRotation EnableKey ' +
    'UntagResource UpdateKeyDescription ScheduleKeyDeletion',
  'AWS::Kinesis::Stream':
    'kinesis: EnableEnhancedMonitoring DescribeStreamSummary CreateStream ' +
    'IncreaseStreamRetentionPeriod StartStreamEncryption AddTagsToStream ListTagsForStream ' +
    'ListTagsForResource DisableEnhancedMonitoring UpdateShardCount UpdateStreamMode ' +
    'DecreaseStreamRetentionPeriod StopStreamEncryption TagResource RemoveTagsFromStream ' +
    'UntagResource DeleteStream',
  'AWS::Lambda::Alias': 'lambda: CreateAlias GetAlias UpdateAlias DeleteAlias',
  'AWS::Lambda::LayerVersion':
    'lambda: PublishLayerVersion GetLayerVersion DeleteLayerVersion; s3: GetObject',
  'AWS::Lambda::LayerVersionPermission':
    'lambda: AddLayerVersionPermission GetLayerVersionPolicy RemoveLayerVersionPermission',
  'AWS::Lambda::Url':
    'lambda: CreateFunctionUrlConfig GetFunctionUrlConfig UpdateFunctionUrlConfig ' +
    'DeleteFunctionUrlConfig',
  'AWS::Lambda::Version':
    'lambda: PublishVersion GetFunctionConfiguration ListVersionsByFunction DeleteFunction',
  'AWS::Logs::SubscriptionFilter':
    'iam: PassRole; logs: PutSubscriptionFilter DescribeSubscriptionFilters ' +
    'DeleteSubscriptionFilter',
  'AWS::Pipes::Pipe':
    'pipes: CreatePipe DescribePipe TagResource UpdatePipe UntagResource DeletePipe; iam: ' +
    'PassRole',
  'AWS::SSM::Parameter':
    'ssm: PutParameter AddTagsToResource GetParameters ListTagsForResource ' +
    'RemoveTagsFromResource DeleteParameter',
  'AWS::Scheduler::Schedule':
    'scheduler: CreateSchedule GetSchedule UpdateSchedule DeleteSchedule; iam: PassRole',
  'AWS::Scheduler::ScheduleGroup':
    'scheduler: TagResource CreateScheduleGroup GetScheduleGroup ListTagsForResource ' +
    'UntagResource DeleteScheduleGroup DeleteSchedule',
  'AWS::SecretsManager::Secret':
    'secretsmanager: DescribeSecret CreateSecret TagResource UpdateSecret UntagResource ' +
    'DeleteSecret',
  'AWS::StepFunctions::StateMachine':
    'states: CreateStateMachine DescribeStateMachine TagResource ListTagsForResource ' +
    'UpdateStateMachine UntagResource DeleteStateMachine; iam: PassRole; s3: GetObject',
});

/** `sqs: CreateQueue GetQueueUrl; iam: PassRole` as `sqs:CreateQueue`, `sqs:GetQueueUrl`, `iam:PassRole`. */
function expand(table: Readonly<Record<string, string>>): Actions {
  return Object.fromEntries(
    Object.entries(table).map(([type, text]) => [type, text.split('; ').flatMap(actionsIn)]),
  );
}

function actionsIn(group: string): string[] {
  const [service = '', names = ''] = group.split(': ');
  return names.split(' ').map((name) => `${service}:${name}`);
}
