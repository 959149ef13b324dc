// The resource types of EFS.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, hexId, type Identity } from '../../kernel/template/identity';
import { TAGS } from '../../kernel/template/no-effect';
import type { KnownProperties, ResourceTypes } from '../../kernel/template/resource-type';

const ONE_FOLDER = 'a file system is a folder of this machine, which ends with the run';

const FILE_SYSTEM: KnownProperties = {
  supported: ['FileSystemPolicy'],
  noEffect: {
    AvailabilityZoneName: ONE_FOLDER,
    BackupPolicy: ONE_FOLDER,
    BypassPolicyLockoutSafetyCheck: 'a check of AWS while it deploys',
    Encrypted: ONE_FOLDER,
    FileSystemProtection: ONE_FOLDER,
    FileSystemTags: TAGS,
    KmsKeyId: ONE_FOLDER,
    LifecyclePolicies: ONE_FOLDER,
    PerformanceMode: ONE_FOLDER,
    ProvisionedThroughputInMibps: ONE_FOLDER,
    ThroughputMode: ONE_FOLDER,
  },
  notEmulated: ['ReplicationConfiguration'],
};

const ACCESS_POINT: KnownProperties = {
  supported: ['FileSystemId'],
  noEffect: {
    AccessPointTags: TAGS,
    ClientToken: 'makes a call of AWS idempotent',
    PosixUser: 'whoever mounts the folder may read and write all of it',
  },
  inside: {
    RootDirectory: {
      supported: ['Path'],
      noEffect: { CreationInfo: 'whoever mounts the folder may read and write all of it' },
    },
  },
};

const MOUNT_TARGET: KnownProperties = {
  supported: ['FileSystemId'],
  noEffect: {
    IpAddress: ONE_FOLDER,
    IpAddressType: ONE_FOLDER,
    Ipv6Address: ONE_FOLDER,
    SecurityGroups: ONE_FOLDER,
    SubnetId: ONE_FOLDER,
  },
};

const fileSystemId = (of: Identity) => hexId(of, 'fs');
const accessPointId = (of: Identity) => hexId(of, 'fsap');
const mountTargetId = (of: Identity) => hexId(of, 'fsmt');

export const RESOURCE_TYPES: ResourceTypes<unknown> = {
  'AWS::EFS::FileSystem': {
    ref: fileSystemId,
    attributes: {
      FileSystemId: fileSystemId,
      Arn: (of) => arn(of, 'elasticfilesystem', `file-system/${fileSystemId(of)}`),
    },
    properties: FILE_SYSTEM,
  },
  'AWS::EFS::AccessPoint': {
    ref: accessPointId,
    attributes: {
      AccessPointId: accessPointId,
      Arn: (of) => arn(of, 'elasticfilesystem', `access-point/${accessPointId(of)}`),
    },
    properties: ACCESS_POINT,
  },
  'AWS::EFS::MountTarget': {
    ref: mountTargetId,
    attributes: {
      Id: mountTargetId,
      // An address that RFC 5737 keeps for documentation.
      IpAddress: () => '192.0.2.2',
    },
    properties: MOUNT_TARGET,
  },
};
