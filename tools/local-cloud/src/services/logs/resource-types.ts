// The resource types of CloudWatch Logs.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, uuid } from '../../kernel/template/identity';
import { NO_KMS, ONE_ACCOUNT, TAGS } from '../../kernel/template/no-effect';
import type { KnownProperties, ResourceTypes } from '../../kernel/template/resource-type';
import { LOG_GROUP_LIFECYCLE, type LogGroupRuntime } from './log-group-lifecycle';

const LOG_GROUP: KnownProperties = {
  supported: ['LogGroupName'],
  noEffect: {
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

export const RESOURCE_TYPES: ResourceTypes<LogGroupRuntime> = {
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    ref: (of) => of.name,
    attributes: { Arn: (of) => arn(of, 'logs', `log-group:${of.name}:*`) },
    properties: LOG_GROUP,
    lifecycle: LOG_GROUP_LIFECYCLE,
  },
  // Log groups have the streams that are written to.
  'AWS::Logs::LogStream': { nameProperty: 'LogStreamName', ref: (of) => of.name, attributes: {} },
  'AWS::Logs::MetricFilter': { nameProperty: 'FilterName', ref: (of) => of.name, attributes: {} },
  'AWS::Logs::QueryDefinition': { ref: uuid, attributes: { QueryDefinitionId: uuid } },
};
