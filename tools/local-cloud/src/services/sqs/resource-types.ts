// The resource types of SQS.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, type Identity } from '../../kernel/template/identity';
import { NO_KMS, ONE_ACCOUNT, TAGS } from '../../kernel/template/no-effect';
import type { KnownProperties, ResourceTypes } from '../../kernel/template/resource-type';
import { QUEUE_LIFECYCLE, type QueueRuntime } from './queue-lifecycle';

const SQS_QUEUE: KnownProperties = {
  supported: [
    'QueueName',
    'VisibilityTimeout',
    'DelaySeconds',
    'MaximumMessageSize',
    'ReceiveMessageWaitTimeSeconds',
    'RedrivePolicy',
    'FifoQueue',
    'ContentBasedDeduplication',
  ],
  noEffect: {
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

/** The local cloud's own address in place of https://sqs.REGION.amazonaws.com. */
const queueUrl = (of: Identity) => `${of.origin}/${of.accountId}/${queueName(of)}`;
const queueName = (of: Identity) =>
  of.property('FifoQueue') === 'true' && !of.name.endsWith('.fifo') ? `${of.name}.fifo` : of.name;

export const RESOURCE_TYPES: ResourceTypes<QueueRuntime> = {
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: {
      Arn: (of) => arn(of, 'sqs', queueName(of)),
      QueueName: queueName,
      QueueUrl: queueUrl,
    },
    properties: SQS_QUEUE,
    lifecycle: QUEUE_LIFECYCLE,
  },
  'AWS::SQS::QueuePolicy': { ref: (of) => of.name, attributes: { Id: (of) => of.name } },
};
