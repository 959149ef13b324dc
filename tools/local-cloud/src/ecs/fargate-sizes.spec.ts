import { isFargateSize } from './fargate-sizes';

it.each([
  ['256', '512'],
  ['256', '2048'],
  ['512', '1024'],
  ['1024', '8192'],
  ['2048', '16384'],
  ['4096', '30720'],
  ['8192', '20480'],
  ['16384', '122880'],
])('has %s CPU units with %s MB', (cpu, memory) => {
  expect(isFargateSize(cpu, memory)).toBe(true);
});

it.each([
  ['256', '1536'],
  ['256', '4096'],
  ['512', '512'],
  ['1024', '2500'],
  ['1024', '9216'],
  ['4096', '31744'],
  ['8192', '17408'],
  ['16384', '36864'],
  ['768', '2048'],
  ['1024', ''],
  ['toString', '2048'],
])('does not have %s CPU units with %j MB', (cpu, memory) => {
  expect(isFargateSize(cpu, memory)).toBe(false);
});
