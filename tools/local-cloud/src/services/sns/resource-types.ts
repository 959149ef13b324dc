// The resource types of SNS: topics for alarms, which never ring locally.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, type Identity, uuid } from '../../kernel/template/identity';
import type { ResourceTypes } from '../../kernel/template/resource-type';

const byName = (of: Identity) => of.name;
const topicArn = (of: Identity) => arn(of, 'sns', of.name);
const subscriptionArn = (of: Identity) => `${of.property('TopicArn') ?? ''}:${uuid(of)}`;

export const RESOURCE_TYPES: ResourceTypes<unknown> = {
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: byName },
  },
  'AWS::SNS::Subscription': { ref: subscriptionArn, attributes: { Arn: subscriptionArn } },
  'AWS::SNS::TopicPolicy': { ref: byName, attributes: { Id: byName } },
};
