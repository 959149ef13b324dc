// The resource types of ECR: repositories without images.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { arn } from '../../kernel/template/identity';
import type { ResourceTypes } from '../../kernel/template/resource-type';

export const RESOURCE_TYPES: ResourceTypes<unknown> = {
  'AWS::ECR::Repository': {
    nameProperty: 'RepositoryName',
    ref: (of) => of.name,
    attributes: {
      Arn: (of) => arn(of, 'ecr', `repository/${of.name}`),
      RepositoryUri: (of) => `${of.accountId}.dkr.ecr.${of.region}.amazonaws.com/${of.name}`,
    },
  },
};
