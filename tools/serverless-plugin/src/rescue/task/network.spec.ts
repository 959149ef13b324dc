import { networkVariable } from '@immortal/shared';
import { type FunctionConfig, type VpcConfig } from '../../framework';
import { fakeFramework } from '../../testing/fake-framework';
import { networkOf, networkValue } from './network';

const SHARED = { subnetIds: ['subnet-2', 'subnet-3'], securityGroupIds: ['sg-2'] };

function networkWith(vpc?: FunctionConfig['vpc'], shared?: VpcConfig, network: unknown = 'own') {
  const { serverless } = fakeFramework({});
  const custom = { ...serverless.service.custom, network };
  const provider = { ...serverless.service.provider, ...(shared && { vpc: shared }) };
  const service = { ...serverless.service, custom, provider };
  const config = { name: 'shop-dev-orders', ...(vpc !== undefined && { vpc }) };
  return networkOf(config, { ...serverless, service });
}

/** What CloudFormation makes of a value. */
function resolved(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, Ref } = value as { 'Fn::Join'?: [string, unknown]; Ref?: string };
  if (join === undefined) return String(Ref);
  const [separator, list] = join;
  return Array.isArray(list) ? list.map(resolved).join(separator) : `a list of ${resolved(list)}`;
}

const valueOf = (...given: Parameters<typeof networkWith>) =>
  JSON.parse(resolved(networkValue(networkWith(...given)))) as unknown;
const OWN = { subnets: 'subnet-1', securityGroups: 'sg-1', assignPublicIp: 'ENABLED' };

describe("the network of a function's container", () => {
  it('is that of custom.network for a function without a VPC', () => {
    expect(valueOf()).toEqual(OWN);
    expect(networkWith().label).toBe('own');
  });

  it("is the function's VPC, without a public address, as in Lambda", () => {
    const vpc = { subnetIds: [{ Ref: 'SubnetA' }, 'subnet-9'], securityGroupIds: ['sg-9'] };
    expect(valueOf(vpc, SHARED)).toEqual({
      subnets: 'SubnetA,subnet-9',
      securityGroups: 'sg-9',
      assignPublicIp: 'DISABLED',
    });
  });

  it("is the provider's VPC, as far as the function sets nothing else", () => {
    expect(valueOf(undefined, SHARED)).toMatchObject({ subnets: 'subnet-2,subnet-3' });
    expect(valueOf({ securityGroupIds: ['sg-9'] }, SHARED)).toEqual({
      subnets: 'subnet-2,subnet-3',
      securityGroups: 'sg-9',
      assignPublicIp: 'DISABLED',
    });
  });

  it.each([[null], [false], [{}], [{ subnetIds: ['subnet-9'] }]] as const)(
    'is that of custom.network for vpc: %j where the framework gives the function no VPC',
    (vpc) => {
      const shared = vpc === null || vpc === false ? SHARED : undefined;
      expect(valueOf(vpc, shared)).toEqual(OWN);
    },
  );

  it('accepts lists that CloudFormation computes', () => {
    const computed = { subnetIds: { Ref: 'Subnets' }, securityGroupIds: ['sg-9'] };
    expect(valueOf(computed)).toMatchObject({ subnets: 'a list of Subnets' });
  });

  it.each([
    ['theirs', 'custom.network is "theirs", which is not under custom.networks. Use own.'],
    ['constructor', 'custom.network is "constructor", which is not under custom.networks.'],
  ])('is refused for custom.network: %s', (network, message) => {
    expect(() => networkWith(undefined, undefined, network)).toThrow(message);
  });

  it('has the same variable for the same network of a function and of the provider', () => {
    const vpc = { subnetIds: ['subnet-9'], securityGroupIds: ['sg-9'] };
    expect(networkVariable(networkWith(vpc))).toBe(networkVariable(networkWith(undefined, vpc)));
    expect(networkVariable(networkWith(vpc))).not.toBe(networkVariable(networkWith()));
  });
});
