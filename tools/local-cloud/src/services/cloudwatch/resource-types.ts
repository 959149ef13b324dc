// The resource types of CloudWatch: there is no monitoring locally.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, type Identity } from '../../kernel/template/identity';
import type { ResourceTypes } from '../../kernel/template/resource-type';

const byName = (of: Identity) => of.name;
const ALARM = {
  nameProperty: 'AlarmName',
  ref: byName,
  attributes: { Arn: (of: Identity) => arn(of, 'cloudwatch', `alarm:${of.name}`) },
};

export const RESOURCE_TYPES: ResourceTypes<unknown> = {
  'AWS::CloudWatch::Alarm': ALARM,
  'AWS::CloudWatch::CompositeAlarm': ALARM,
  'AWS::CloudWatch::Dashboard': { nameProperty: 'DashboardName', ref: byName, attributes: {} },
};
