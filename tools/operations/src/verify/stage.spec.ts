import { networkOf, networksIn } from './stage';

const SHARED = {
  SUBNETS: 'subnet-1, subnet-2',
  SECURITY_GROUPS: 'sg-1',
  ASSIGN_PUBLIC_IP: 'ENABLED',
};
const OWN = {
  NETWORK_0A1B2C3D:
    '{"subnets":"subnet-3","securityGroups":"sg-3,sg-4","assignPublicIp":"DISABLED"}',
  NETWORK_OF_THE_OWNER: 'not ours',
};
const first = {
  subnets: ['subnet-1', 'subnet-2'],
  securityGroups: ['sg-1'],
  assignPublicIp: 'ENABLED',
};
const second = {
  subnets: ['subnet-3'],
  securityGroups: ['sg-3', 'sg-4'],
  assignPublicIp: 'DISABLED',
};

it.each([
  ['one for all functions', SHARED, [first]],
  ['one for each of several', OWN, [second]],
  ['none', { CLUSTER: 'c' }, []],
])('reads the networks of the secondary: %s', (_, variables, networks) => {
  expect(networksIn(variables)).toEqual(networks);
});

it.each([
  ['subnet-3', second],
  ['subnet-2', first],
  [undefined, first],
])('chooses the network of the subnet %s', (subnet, network) => {
  const networks = networksIn({ ...SHARED, ...OWN });
  expect(networkOf({ networks: [...networks].reverse() }, subnet)).toEqual(network);
});
