// The known properties of AWS::ECS::Cluster and AWS::ECS::TaskDefinition.
import { type KnownProperties } from './played-properties';

const TAGS = 'names things for people and bills';
const ONE_MACHINE = 'a local task is a process of this machine, with its network, disk and user';
const OWN_FOLDERS = 'a local task has folders of its own, and a container the volumes of its image';

export const ECS_CLUSTER: KnownProperties = {
  played: ['ClusterName', 'CapacityProviders', 'DefaultCapacityProviderStrategy'],
  inert: {
    ClusterSettings: 'switches Container Insights, of which there is none locally',
    Configuration: 'governs ECS Exec and encryption of storage that tasks do not have locally',
    Tags: TAGS,
  },
};

export const ECS_ASSOCIATIONS: KnownProperties = {
  played: ['Cluster', 'CapacityProviders', 'DefaultCapacityProviderStrategy'],
  inert: {},
};

const CONTAINER_DEFINITION: KnownProperties = {
  played: [
    'Name',
    'Image',
    'Command',
    'Environment',
    'Essential',
    'StopTimeout',
    'LogConfiguration',
  ],
  inert: {
    Cpu: ONE_MACHINE,
    Memory: ONE_MACHINE,
    MemoryReservation: ONE_MACHINE,
    ReadonlyRootFilesystem: ONE_MACHINE,
    LinuxParameters: ONE_MACHINE,
    MountPoints: OWN_FOLDERS,
    Privileged: ONE_MACHINE,
    Ulimits: ONE_MACHINE,
    User: ONE_MACHINE,
    VersionConsistency: 'governs how image tags are resolved',
  },
};

export const ECS_TASK_DEFINITION: KnownProperties = {
  played: ['Family', 'Cpu', 'Memory', 'TaskRoleArn', 'ExecutionRoleArn'],
  inert: {
    NetworkMode: ONE_MACHINE,
    RequiresCompatibilities: ONE_MACHINE,
    RuntimePlatform: ONE_MACHINE,
    Volumes: OWN_FOLDERS,
    EphemeralStorage: ONE_MACHINE,
    EnableFaultInjection: 'opens an endpoint that only AWS FIS calls',
    Tags: TAGS,
  },
  inside: { ContainerDefinitions: CONTAINER_DEFINITION },
};
