// The resource types of KMS: nothing is encrypted locally.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn, uuid } from '../../kernel/template/identity';
import type { ResourceTypes } from '../../kernel/template/resource-type';

export const RESOURCE_TYPES: ResourceTypes<unknown> = {
  'AWS::KMS::Key': {
    ref: uuid,
    attributes: { KeyId: uuid, Arn: (of) => arn(of, 'kms', `key/${uuid(of)}`) },
  },
  'AWS::KMS::Alias': { nameProperty: 'AliasName', ref: (of) => of.name, attributes: {} },
};
