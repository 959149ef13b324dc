import { UsageError } from '@immortal/shared/command-line';
import { type GivenOptions, readOptions } from './options';

const GIVEN: GivenOptions = {
  port: '0',
  region: 'eu-west-1',
  timeScale: '900',
  tasks: 'process',
  fault: [],
  put: [],
  tokenFailures: 'remembered',
  runTaskRate: undefined,
  json: false,
};

it('reads how ECS behaves', () => {
  const read = (more: Partial<GivenOptions>) => readOptions({ ...GIVEN, ...more }).ecs;
  expect(read({})).toStrictEqual({ tokenFailures: 'remembered' });
  expect(read({ tokenFailures: 'forgotten', runTaskRate: '20' })).toStrictEqual({
    tokenFailures: 'forgotten',
    runTaskRate: { perSecond: 20, burst: 20 },
  });
  expect(read({ runTaskRate: '20/100' }).runTaskRate).toStrictEqual({ perSecond: 20, burst: 100 });
});

it('reads faults in the order given', () => {
  const fault = ['task=spot:2', 'code=corrupt'];
  expect(readOptions({ ...GIVEN, fault }).faults).toStrictEqual([
    { point: 'task', kind: 'spot', count: 2 },
    { point: 'code', kind: 'corrupt', count: 1 },
  ]);
});

it.each<[Partial<GivenOptions>, string]>([
  [{ tokenFailures: '' }, '--token-failures is "": pass remembered or forgotten'],
  [{ runTaskRate: '0' }, '--run-task-rate is "0": pass calls per second as N or N/BURST'],
  [{ runTaskRate: '20/' }, '--run-task-rate is "20/": pass'],
  [{ runTaskRate: '1/2/3' }, '--run-task-rate is "1/2/3": pass'],
  [{ port: '' }, '--port is "": pass a whole number from 0 to 65535'],
  [{ timeScale: '0' }, '--time-scale is "0": pass a whole number from 1 to 100000'],
  [{ tasks: 'vm' }, '--tasks is "vm": pass process or docker'],
])('refuses the options %j', (more, message) => {
  const read = () => readOptions({ ...GIVEN, ...more });
  expect(read).toThrow(UsageError);
  expect(read).toThrow(message);
});
