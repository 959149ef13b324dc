import { NetworkError } from './errors';
import { isNetworkVariable, networkParts, networkVariable, parseTaskNetwork } from './task-network';

const NETWORK = {
  subnets: 'subnet-0a1, subnet-0b2',
  securityGroups: 'sg-0c3',
  assignPublicIp: 'ENABLED',
};
const parse = (change: object) =>
  parseTaskNetwork(JSON.stringify({ ...NETWORK, ...change }), 'NETWORK_1A2B3C4D');

describe('networkVariable', () => {
  it('is the same for the same network, in any order of its keys', () => {
    const { subnets, ...rest } = NETWORK;
    expect(networkVariable({ ...rest, subnets })).toBe(networkVariable(NETWORK));
  });

  it.each([
    { subnets: { Ref: 'Subnets' } },
    { securityGroups: 'sg-0c4' },
    { assignPublicIp: 'DISABLED' },
  ])('is another one with %j', (change) => {
    const other = networkVariable({ ...NETWORK, ...change });
    expect(other).not.toBe(networkVariable(NETWORK));
    expect(isNetworkVariable(other)).toBe(true);
  });
});

describe('isNetworkVariable', () => {
  it.each(['NETWORK_MODE', 'NETWORK_1a2b3c4d', 'NETWORK_1A2B3C4D5', 'X_NETWORK_1A2B3C4D'])(
    'ignores %s, which is another variable',
    (name) => {
      expect(isNetworkVariable(name)).toBe(false);
    },
  );
});

describe('parseTaskNetwork', () => {
  it('reads what CloudFormation joins', () => {
    expect(parseTaskNetwork(networkParts(NETWORK).join(''), 'NETWORK_1A2B3C4D')).toEqual({
      subnets: ['subnet-0a1', 'subnet-0b2'],
      securityGroups: ['sg-0c3'],
      assignPublicIp: 'ENABLED',
    });
  });

  it.each(['', 'subnet-1', 'null', '[]', '{}', '{"subnets":["subnet-1"]}'])(
    'refuses %j, which has another form',
    (text) => {
      const attempt = () => parseTaskNetwork(text, 'NETWORK_1A2B3C4D');
      expect(attempt).toThrow(NetworkError);
      expect(attempt).toThrow(`NETWORK_1A2B3C4D is ${JSON.stringify(text)}. Set it to {"subnets"`);
    },
  );

  it.each<[object, string]>([
    [{ subnets: '' }, 'NETWORK_1A2B3C4D has in subnets an empty item: "". Set it to ids'],
    [{ subnets: 'subnet-1,,subnet-2' }, 'in subnets an empty item: "subnet-1,,subnet-2"'],
    [{ subnets: 'subnet-1 subnet-2' }, 'in subnets the item "subnet-1 subnet-2"'],
    [
      { subnets: 'sg-1' },
      'in subnets the item "sg-1". Set it to ids, separated by commas: subnet-',
    ],
    [{ securityGroups: 'default' }, 'in securityGroups the item "default"'],
    [{ assignPublicIp: 'yes' }, 'has the assignPublicIp "yes". Set it to ENABLED or DISABLED.'],
  ])('refuses %j', (change, message) => {
    expect(() => parse(change)).toThrow(NetworkError);
    expect(() => parse(change)).toThrow(message);
  });
});
