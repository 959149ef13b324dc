// The resource types of ECS.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, type Identity } from '../../kernel/template/identity';
import { TAGS } from '../../kernel/template/no-effect';
import type { KnownProperties, ResourceTypes } from '../../kernel/template/resource-type';
import { CLUSTER_LIFECYCLE, type ClusterRuntime } from './cluster-lifecycle';

const ONE_MACHINE = 'a local task is a process of this machine, with its network, disk and user';

const NOT_ON_FARGATE = 'Fargate does not have it';

const ECS_CLUSTER: KnownProperties = {
  supported: ['ClusterName', 'CapacityProviders', 'DefaultCapacityProviderStrategy'],
  noEffect: {
    ClusterSettings: 'switches Container Insights, of which there is none locally',
    Configuration: 'governs ECS Exec and encryption of storage that tasks do not have locally',
    Tags: TAGS,
  },
};

const ECS_ASSOCIATIONS: KnownProperties = {
  supported: ['Cluster', 'CapacityProviders', 'DefaultCapacityProviderStrategy'],
  noEffect: {},
};

const CONTAINER_DEFINITION: KnownProperties = {
  supported: [
    'Name',
    'Image',
    'Command',
    'Environment',
    'Essential',
    'StopTimeout',
    'LogConfiguration',
    'MountPoints',
    'ReadonlyRootFilesystem',
    'Privileged',
    'User',
  ],
  noEffect: {
    Cpu: ONE_MACHINE,
    Memory: ONE_MACHINE,
    MemoryReservation: ONE_MACHINE,
    Ulimits: ONE_MACHINE,
    VersionConsistency: 'governs how image tags are resolved',
  },
  inside: {
    LinuxParameters: {
      supported: ['Capabilities', 'InitProcessEnabled'],
      noEffect: {
        Devices: NOT_ON_FARGATE,
        MaxSwap: NOT_ON_FARGATE,
        SharedMemorySize: NOT_ON_FARGATE,
        Swappiness: NOT_ON_FARGATE,
        Tmpfs: NOT_ON_FARGATE,
      },
    },
  },
};

const ECS_TASK_DEFINITION: KnownProperties = {
  supported: [
    'Family',
    'Cpu',
    'Memory',
    'TaskRoleArn',
    'ExecutionRoleArn',
    'RequiresCompatibilities',
    'RuntimePlatform',
    'EphemeralStorage',
    'Volumes',
  ],
  noEffect: {
    NetworkMode: ONE_MACHINE,
    EnableFaultInjection: 'opens an endpoint that only AWS FIS calls',
    Tags: TAGS,
  },
  inside: { ContainerDefinitions: CONTAINER_DEFINITION },
};

const clusterArn = (of: Identity) => arn(of, 'ecs', `cluster/${of.name}`);
const taskDefinitionArn = (of: Identity) => arn(of, 'ecs', `task-definition/${of.name}:1`);

export const RESOURCE_TYPES: ResourceTypes<ClusterRuntime> = {
  'AWS::ECS::Cluster': {
    nameProperty: 'ClusterName',
    ref: (of) => of.name,
    attributes: { Arn: clusterArn },
    properties: ECS_CLUSTER,
    lifecycle: CLUSTER_LIFECYCLE,
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': {
    nameProperty: 'Cluster',
    ref: (of) => of.name,
    attributes: {},
    properties: ECS_ASSOCIATIONS,
  },
  'AWS::ECS::TaskDefinition': {
    nameProperty: 'Family',
    ref: taskDefinitionArn,
    attributes: { TaskDefinitionArn: taskDefinitionArn },
    properties: ECS_TASK_DEFINITION,
  },
};
