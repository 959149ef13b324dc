// The resource types of IAM. The kernel reads their policies and enforces them.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { globalArn, hexId, type Identity } from '../../kernel/template/identity';
import type { ResourceTypes } from '../../kernel/template/resource-type';

const byName = (of: Identity) => of.name;
const path = (of: Identity) => of.property('Path') ?? '/';
const roleArn = (of: Identity) => globalArn(of, 'iam', `role${path(of)}${of.name}`);
const policyArn = (of: Identity) => globalArn(of, 'iam', `policy${path(of)}${of.name}`);

export const RESOURCE_TYPES: ResourceTypes<unknown> = {
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    ref: byName,
    attributes: {
      Arn: roleArn,
      RoleId: (of) => hexId(of, 'AROA').replace('-', '').toUpperCase(),
    },
  },
  'AWS::IAM::Policy': { nameProperty: 'PolicyName', ref: byName, attributes: { Id: byName } },
  'AWS::IAM::RolePolicy': { ref: byName, attributes: {} },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    ref: policyArn,
    attributes: { PolicyArn: policyArn },
  },
};
