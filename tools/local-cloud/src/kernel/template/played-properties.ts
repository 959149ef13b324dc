// For each type that is emulated: the properties that the local cloud follows, those that were reviewed and change
// nothing locally, each with its reason, and those that are missed, which people are told. Anything else is refused.
import { ECS_ASSOCIATIONS, ECS_CLUSTER, ECS_TASK_DEFINITION } from './ecs-properties';
import { LAMBDA_FUNCTION } from './function-properties';
import { type PlayedType } from './played-types';

/** The properties of a type, or of an object inside one. */
export interface KnownProperties {
  /** The local cloud does with them what AWS does. */
  readonly played: readonly string[];
  /** Accepted and without effect; the value says why that is right. */
  readonly inert: Readonly<Record<string, string>>;
  /** AWS follows them and the local cloud does not: told at the start. */
  readonly notEmulated?: readonly string[];
  /** Objects, or lists of objects, whose own properties are checked too. */
  readonly inside?: Readonly<Record<string, KnownProperties>>;
}

const TAGS = 'names things for people and bills';
const ONE_ACCOUNT =
  'governs other accounts and the public; there is one account locally, on the loopback';
const NO_ROLE_OF_EVENTBRIDGE =
  'EventBridge sends to queues and functions as itself, by their policies';
const NO_KMS = 'nothing is encrypted locally, and callers see no difference';
const SAID_AT_START = 'a trigger that is not emulated, as not-emulated.ts says at the start';
const NO_MONITORING = 'there are no metrics and no access logs locally';

const SQS_QUEUE: KnownProperties = {
  played: [
    ...['QueueName', 'VisibilityTimeout', 'DelaySeconds', 'MaximumMessageSize'],
    ...['ReceiveMessageWaitTimeSeconds', 'RedrivePolicy', 'FifoQueue', 'ContentBasedDeduplication'],
  ],
  inert: {
    MessageRetentionPeriod:
      'checked and shown, but a local run ends before the shortest one would matter',
    KmsMasterKeyId: NO_KMS,
    KmsDataKeyReusePeriodSeconds: NO_KMS,
    FifoThroughputLimit: 'a limit of calls a second, of which there is none locally',
    SqsManagedSseEnabled: NO_KMS,
    RedriveAllowPolicy: ONE_ACCOUNT,
    Tags: TAGS,
  },
  notEmulated: ['DeduplicationScope'],
};

const S3_BUCKET: KnownProperties = {
  played: ['BucketName'],
  inert: {
    AccessControl: ONE_ACCOUNT,
    OwnershipControls: ONE_ACCOUNT,
    PublicAccessBlockConfiguration: ONE_ACCOUNT,
    BucketEncryption: NO_KMS,
    LifecycleConfiguration: 'expires objects after days at least; a local run is shorter',
    IntelligentTieringConfigurations: 'moves objects to cheaper storage; reads see no difference',
    NotificationConfiguration: SAID_AT_START,
    CorsConfiguration: 'a matter between browsers and AWS; SDK clients do not ask for it',
    AccelerateConfiguration: 'another endpoint for the same bucket',
    LoggingConfiguration: NO_MONITORING,
    MetricsConfigurations: NO_MONITORING,
    AnalyticsConfigurations: NO_MONITORING,
    InventoryConfigurations: NO_MONITORING,
    MetadataConfiguration: NO_MONITORING,
    MetadataTableConfiguration: NO_MONITORING,
    AbacStatus: ONE_ACCOUNT,
    Tags: TAGS,
  },
  notEmulated: [
    ...['VersioningConfiguration', 'ObjectLockEnabled', 'ObjectLockConfiguration'],
    ...['ReplicationConfiguration', 'WebsiteConfiguration', 'BucketNamespace', 'BucketNamePrefix'],
  ],
};

const EVENT_SOURCE_MAPPING: KnownProperties = {
  played: [
    ...['EventSourceArn', 'FunctionName', 'BatchSize', 'Enabled', 'FunctionResponseTypes'],
    ...['MaximumBatchingWindowInSeconds'],
  ],
  inert: {
    ScalingConfig: 'an upper limit on simultaneous batches; the local cloud runs fewer',
    ProvisionedPollerConfig: 'a limit and a reservation of simultaneous batches',
    MetricsConfig: NO_MONITORING,
    LoggingConfig: NO_MONITORING,
    KmsKeyArn: NO_KMS,
    Tags: TAGS,
  },
  // All but the first belong to sources that are no queues.
  notEmulated: [
    ...['FilterCriteria', 'StartingPosition', 'StartingPositionTimestamp', 'MaximumRetryAttempts'],
    ...['BisectBatchOnFunctionError', 'MaximumRecordAgeInSeconds', 'TumblingWindowInSeconds'],
    ...['ParallelizationFactor', 'DestinationConfig', 'Topics', 'Queues', 'SelfManagedEventSource'],
    ...['SelfManagedKafkaEventSourceConfig', 'AmazonManagedKafkaEventSourceConfig'],
    ...['DocumentDBEventSourceConfig', 'SourceAccessConfigurations'],
  ],
};

const EVENT_INVOKE_CONFIG: KnownProperties = {
  played: ['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds'],
  inert: {},
  inside: {
    DestinationConfig: {
      played: [],
      inert: {},
      notEmulated: ['OnSuccess'],
      inside: { OnFailure: { played: ['Destination'], inert: {} } },
    },
  },
};

const LAYER_VERSION: KnownProperties = {
  played: ['LayerName', 'Content'],
  inert: {
    CompatibleArchitectures: 'a note that AWS does not enforce',
    CompatibleRuntimes: 'a note that AWS does not enforce',
    Description: TAGS,
    LicenseInfo: TAGS,
  },
};

const LOG_GROUP: KnownProperties = {
  played: ['LogGroupName'],
  inert: {
    RetentionInDays: 'shown, but a local run keeps so many lines instead of days',
    KmsKeyId: NO_KMS,
    LogGroupClass: 'a matter of prices, and of features that are not supported',
    DeletionProtectionEnabled: 'the local account is gone when the local cloud is',
    FieldIndexPolicies: 'makes queries of Logs Insights cheaper, which is not emulated',
    ResourcePolicyDocument: ONE_ACCOUNT,
    BearerTokenAuthenticationEnabled: ONE_ACCOUNT,
    Tags: TAGS,
  },
  notEmulated: ['DataProtectionPolicy'],
};

const EVENTS_RULE: KnownProperties = {
  played: ['Name', 'EventPattern', 'State', 'EventBusName'],
  inert: {
    ScheduleExpression: SAID_AT_START,
    Description: TAGS,
    RoleArn: NO_ROLE_OF_EVENTBRIDGE,
    Tags: TAGS,
  },
  inside: {
    Targets: {
      played: ['Arn', 'Id'],
      inert: {
        RoleArn: NO_ROLE_OF_EVENTBRIDGE,
        RetryPolicy: 'a delivery that fails locally, for want of a permission, fails every time',
      },
      notEmulated: [
        ...['Input', 'InputPath', 'InputTransformer', 'SqsParameters', 'BatchParameters'],
        ...['EcsParameters', 'HttpParameters', 'KinesisParameters', 'RedshiftDataParameters'],
        ...['RunCommandParameters', 'SageMakerPipelineParameters', 'AppSyncParameters'],
      ],
      inside: { DeadLetterConfig: { played: ['Arn'], inert: {} } },
    },
  },
};

export const PLAYED_PROPERTIES: Readonly<Record<PlayedType, KnownProperties>> = {
  'AWS::Lambda::Function': LAMBDA_FUNCTION,
  'AWS::Lambda::EventSourceMapping': EVENT_SOURCE_MAPPING,
  'AWS::Lambda::EventInvokeConfig': EVENT_INVOKE_CONFIG,
  'AWS::Lambda::LayerVersion': LAYER_VERSION,
  'AWS::SQS::Queue': SQS_QUEUE,
  'AWS::S3::Bucket': S3_BUCKET,
  'AWS::ECS::Cluster': ECS_CLUSTER,
  'AWS::ECS::ClusterCapacityProviderAssociations': ECS_ASSOCIATIONS,
  'AWS::ECS::TaskDefinition': ECS_TASK_DEFINITION,
  'AWS::Logs::LogGroup': LOG_GROUP,
  'AWS::Events::Rule': EVENTS_RULE,
};
