// The resource types of Lambda.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, functionName, type Identity, uuid } from '../../kernel/template/identity';
import { NO_KMS, NO_MONITORING, TAGS } from '../../kernel/template/no-effect';
import type { KnownProperties, ResourceTypes } from '../../kernel/template/resource-type';

const LAMBDA_FUNCTION: KnownProperties = {
  supported: [
    'FunctionName',
    'Code',
    'Handler',
    'Runtime',
    'Architectures',
    'PackageType',
    'Layers',
    'Timeout',
    'MemorySize',
    'Environment',
    'DeadLetterConfig',
    'LoggingConfig',
    'Role',
    'KmsKeyArn',
    'FileSystemConfigs',
  ],
  noEffect: {
    Description: 'names things for people',
    Tags: 'names things for people and bills',
    CodeSigningConfigArn: 'checked by AWS when code is uploaded',
    EphemeralStorage: 'a size of /tmp; this machine has its own',
    VpcConfig: 'the network is this machine’s',
    TracingConfig: 'there is no X-Ray locally',
    ReservedConcurrentExecutions:
      'a limit and a reservation; the local cloud has a lower limit of its own',
    RecursiveLoop: 'a guard of AWS against endless invoking',
    RuntimeManagementConfig: 'says when AWS patches the runtime',
    SnapStart: 'restores a snapshot, where local functions start from the beginning',
    PublishToLatestPublished: 'publishes versions; locally the newest code runs',
    FunctionScalingConfig: 'a limit and a reservation of environments',
  },
  notEmulated: ['ImageConfig', 'DurableConfig', 'TenancyConfig', 'CapacityProviderConfig'],
};

const EVENT_SOURCE_MAPPING: KnownProperties = {
  supported: [
    'EventSourceArn',
    'FunctionName',
    'BatchSize',
    'Enabled',
    'FunctionResponseTypes',
    'MaximumBatchingWindowInSeconds',
  ],
  noEffect: {
    ScalingConfig: 'an upper limit on simultaneous batches; the local cloud runs fewer',
    ProvisionedPollerConfig: 'a limit and a reservation of simultaneous batches',
    MetricsConfig: NO_MONITORING,
    LoggingConfig: NO_MONITORING,
    KmsKeyArn: NO_KMS,
    Tags: TAGS,
  },
  // All but the first belong to sources other than queues.
  notEmulated: [
    'FilterCriteria',
    'StartingPosition',
    'StartingPositionTimestamp',
    'MaximumRetryAttempts',
    'BisectBatchOnFunctionError',
    'MaximumRecordAgeInSeconds',
    'TumblingWindowInSeconds',
    'ParallelizationFactor',
    'DestinationConfig',
    'Topics',
    'Queues',
    'SelfManagedEventSource',
    'SelfManagedKafkaEventSourceConfig',
    'AmazonManagedKafkaEventSourceConfig',
    'DocumentDBEventSourceConfig',
    'SourceAccessConfigurations',
  ],
};

const EVENT_INVOKE_CONFIG: KnownProperties = {
  supported: ['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds'],
  noEffect: {},
  inside: {
    DestinationConfig: {
      supported: [],
      noEffect: {},
      notEmulated: ['OnSuccess'],
      inside: { OnFailure: { supported: ['Destination'], noEffect: {} } },
    },
  },
};

const LAYER_VERSION: KnownProperties = {
  supported: ['LayerName', 'Content'],
  noEffect: {
    CompatibleArchitectures: 'a note that AWS does not enforce',
    CompatibleRuntimes: 'a note that AWS does not enforce',
    Description: TAGS,
    LicenseInfo: TAGS,
  },
};

const byName = (of: Identity) => of.name;
const functionArn = (of: Identity) => arn(of, 'lambda', `function:${of.name}`);
const versionArn = (of: Identity) => arn(of, 'lambda', `function:${functionName(of)}:1`);
const mappingArn = (of: Identity) => arn(of, 'lambda', `event-source-mapping:${uuid(of)}`);
const layerVersionArn = (of: Identity) => arn(of, 'lambda', `layer:${of.name}:1`);

export const RESOURCE_TYPES: ResourceTypes<unknown> = {
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    ref: byName,
    attributes: { Arn: functionArn },
    properties: LAMBDA_FUNCTION,
  },
  'AWS::Lambda::EventSourceMapping': {
    ref: uuid,
    attributes: { Id: uuid, EventSourceMappingArn: mappingArn },
    properties: EVENT_SOURCE_MAPPING,
  },
  'AWS::Lambda::EventInvokeConfig': {
    ref: byName,
    attributes: {},
    properties: EVENT_INVOKE_CONFIG,
  },
  'AWS::Lambda::LayerVersion': {
    nameProperty: 'LayerName',
    ref: layerVersionArn,
    attributes: { LayerVersionArn: layerVersionArn },
    properties: LAYER_VERSION,
  },
  // On AWS, deploying makes versions; locally the newest code runs.
  'AWS::Lambda::Version': {
    ref: versionArn,
    attributes: { FunctionArn: versionArn, Version: () => '1' },
  },
  'AWS::Lambda::Permission': { ref: byName, attributes: { Id: byName } },
  'AWS::Lambda::LayerVersionPermission': { ref: byName, attributes: { Id: byName } },
};
