import { zoneIdOf } from './zone-id';

it.each([
  ['us-east-1', 'use1-az1'],
  ['eu-central-1', 'euc1-az1'],
  ['ap-southeast-2', 'apse2-az1'],
  ['ca-west-1', 'caw1-az1'],
])('names the first zone of %s', (region, id) => {
  expect(zoneIdOf(region)).toBe(id);
});
