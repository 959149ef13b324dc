// Properties that would be without effect are told or refused.
import { SERVICES } from '../../services';
import { checkProperties } from './check-properties';
import { ResourceCatalog } from './resource-catalog';

const catalog = new ResourceCatalog(SERVICES);
const check = (type: string, properties: object) =>
  checkProperties(catalog.propertiesOf(type), {
    type,
    logicalId: 'R',
    properties: properties as Record<string, unknown>,
  });

it.each<[string, object]>([
  ['AWS::SQS::Queue', { QueueName: 'q', Tags: [], RedrivePolicy: { anything: 1 } }],
  ['AWS::S3::Bucket', { BucketEncryption: {}, LifecycleConfiguration: {} }],
  // These two are reported when the cloud starts: limits.ts of their services.
  ['AWS::S3::Bucket', { NotificationConfiguration: {} }],
  ['AWS::Events::Rule', { ScheduleExpression: 'rate(1 day)' }],
  ['AWS::Lambda::EventInvokeConfig', { DestinationConfig: { OnFailure: { Destination: 'arn' } } }],
  ['AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Name: 'c', Image: 'i', User: 'u' }] }],
  ['AWS::Events::Rule', { Targets: [{ Arn: 'a', Id: 'i', RetryPolicy: {} }] }],
  // Nothing is emulated of these, so nothing can be without effect.
  ['AWS::IAM::Role', { Whatever: 1 }],
])('takes what is emulated or harmless: %s', (type, properties) => {
  expect(check(type, properties)).toEqual([]);
});

it.each<[string, object, string]>([
  ['AWS::S3::Bucket', { VersioningConfiguration: {} }, 'VersioningConfiguration'],
  ['AWS::Lambda::EventSourceMapping', { FilterCriteria: {} }, 'FilterCriteria'],
  [
    'AWS::Lambda::EventInvokeConfig',
    { DestinationConfig: { OnSuccess: {} } },
    'DestinationConfig.OnSuccess',
  ],
  ['AWS::Events::Rule', { Targets: [{ InputPath: '$' }] }, 'Targets.InputPath'],
])('finds what AWS follows and the local cloud does not: %s %j', (type, properties, path) => {
  expect(check(type, properties)).toEqual([path]);
});

it.each<[string, object, string]>([
  ['AWS::SQS::Queue', { VisibilityTimeOut: 1 }, 'VisibilityTimeOut'],
  ['AWS::S3::Bucket', { Versioning: {} }, 'Versioning'],
  ['AWS::Lambda::LayerVersion', { Contents: {} }, 'Contents'],
  ['AWS::ECS::Cluster', { Color: 'red' }, 'Color'],
  [
    'AWS::ECS::TaskDefinition',
    { ContainerDefinitions: [{ Name: 'a' }, { Secrets: [] }] },
    'ContainerDefinitions.Secrets',
  ],
  ['AWS::Events::Rule', { Schedule: 'rate(1 day)' }, 'Schedule'],
])('refuses what is in no list: %s %j', (type, properties, path) => {
  expect(() => {
    check(type, properties);
  }).toThrow(
    `resource "R" has the property ${path}, which the local cloud does not support for ${type}: take it out for local runs or add it to the resource types in tools/local-cloud/src/services/`,
  );
});
