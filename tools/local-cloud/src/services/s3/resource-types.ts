// The resource types of S3.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { type Identity } from '../../kernel/template/identity';
import {
  NO_KMS,
  NO_MONITORING,
  ONE_ACCOUNT,
  TAGS,
  TOLD_AT_START,
} from '../../kernel/template/no-effect';
import { partitionOf } from '../../kernel/template/parameters';
import type { KnownProperties, ResourceTypes } from '../../kernel/template/resource-type';
import { BUCKET_LIFECYCLE, type BucketRuntime } from './bucket-lifecycle';

const S3_BUCKET: KnownProperties = {
  supported: ['BucketName'],
  noEffect: {
    AccessControl: ONE_ACCOUNT,
    OwnershipControls: ONE_ACCOUNT,
    PublicAccessBlockConfiguration: ONE_ACCOUNT,
    BucketEncryption: NO_KMS,
    LifecycleConfiguration: 'expires objects after days at least; a local run is shorter',
    IntelligentTieringConfigurations: 'moves objects to cheaper storage; reads see no difference',
    NotificationConfiguration: TOLD_AT_START,
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
    'VersioningConfiguration',
    'ObjectLockEnabled',
    'ObjectLockConfiguration',
    'ReplicationConfiguration',
    'WebsiteConfiguration',
    'BucketNamespace',
    'BucketNamePrefix',
  ],
};

const bucketHost = (of: Identity, middle: string) => `${of.name}.s3.${middle}amazonaws.com`;

export const RESOURCE_TYPES: ResourceTypes<BucketRuntime> = {
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    ref: (of) => of.name,
    attributes: {
      Arn: (of) => `arn:${partitionOf(of.region)}:s3:::${of.name}`,
      DomainName: (of) => bucketHost(of, ''),
      RegionalDomainName: (of) => bucketHost(of, `${of.region}.`),
      DualStackDomainName: (of) => bucketHost(of, `dualstack.${of.region}.`),
    },
    properties: S3_BUCKET,
    lifecycle: BUCKET_LIFECYCLE,
  },
  'AWS::S3::BucketPolicy': { nameProperty: 'Bucket', ref: (of) => of.name, attributes: {} },
};
