// The resource types of EC2: local tasks and functions use the network of this machine.
// Each Ref and attribute follows "Return values" of the type's page in
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
import { hexId, type Identity } from '../../kernel/template/identity';
import type { ResourceLook, ResourceTypes } from '../../kernel/template/resource-type';

const byName = (of: Identity) => of.name;
const property = (name: string) => (of: Identity) => of.property(name);

/** A resource whose Ref is its id, which one attribute repeats. */
const withId = (prefix: string, idAttribute: string, more: ResourceLook['attributes'] = {}) => {
  const id = (of: Identity) => hexId(of, prefix);
  return { ref: id, attributes: { [idAttribute]: id, ...more } };
};
const PLAIN = { ref: byName, attributes: {} };

export const RESOURCE_TYPES: ResourceTypes<unknown> = {
  'AWS::EC2::VPC': withId('vpc', 'VpcId', {
    CidrBlock: property('CidrBlock'),
    DefaultSecurityGroup: (of) => hexId(of, 'sg'),
    DefaultNetworkAcl: (of) => hexId(of, 'acl'),
  }),
  'AWS::EC2::Subnet': withId('subnet', 'SubnetId', {
    AvailabilityZone: (of) => of.property('AvailabilityZone') ?? `${of.region}a`,
    CidrBlock: property('CidrBlock'),
    VpcId: property('VpcId'),
  }),
  'AWS::EC2::SecurityGroup': withId('sg', 'GroupId', {
    Id: (of) => hexId(of, 'sg'),
    VpcId: (of) => of.property('VpcId') ?? hexId(of, 'vpc'),
  }),
  'AWS::EC2::SecurityGroupIngress': withId('sgr', 'Id'),
  'AWS::EC2::SecurityGroupEgress': withId('sgr', 'Id'),
  'AWS::EC2::InternetGateway': withId('igw', 'InternetGatewayId'),
  'AWS::EC2::VPCGatewayAttachment': PLAIN,
  'AWS::EC2::NatGateway': withId('nat', 'NatGatewayId'),
  'AWS::EC2::EIP': {
    // An address that RFC 5737 keeps for documentation.
    ref: () => '192.0.2.1',
    attributes: { PublicIp: () => '192.0.2.1', AllocationId: (of) => hexId(of, 'eipalloc') },
  },
  'AWS::EC2::RouteTable': withId('rtb', 'RouteTableId'),
  'AWS::EC2::Route': PLAIN,
  'AWS::EC2::SubnetRouteTableAssociation': withId('rtbassoc', 'Id'),
  'AWS::EC2::VPCEndpoint': withId('vpce', 'Id'),
  'AWS::EC2::FlowLog': withId('fl', 'Id'),
};
