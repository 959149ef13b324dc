import { parseRescuePolicy } from '@immortal/shared';
import { fakeFramework } from '../../testing/fake-framework';
import { taskFindings } from './tasks';

const rescued = (key: string, properties: Record<string, unknown> = {}, rescue: object = {}) => ({
  key,
  logicalId: key,
  properties: { Runtime: 'nodejs24.x', MemorySize: 1769, ...properties },
  rescue: parseRescuePolicy(rescue, `functions.${key}.rescue`),
});

function found(functions: readonly ReturnType<typeof rescued>[], custom: object = {}) {
  const { serverless } = fakeFramework({});
  const service = { ...serverless.service, custom };
  const findings = taskFindings(functions, { Resources: {} }, { ...serverless, service });
  return findings.map(({ level, text }) => `${level}: ${text}`);
}

describe('the findings about tasks', () => {
  it('are none for functions as they usually are', () => {
    expect(found([rescued('orders'), rescued('report', { Architectures: ['arm64'] })])).toEqual([]);
  });

  it('are all that keep a task from being derived, and what its policy contradicts', () => {
    const broken = rescued(
      'orders',
      {
        Runtime: { Ref: 'Runtime' },
        MemorySize: 300_000,
        FileSystemConfigs: [{ Arn: 'arn:aws:s3:::files', LocalMountPath: '/mnt/a' }],
        Timeout: 900,
      },
      { maximumSeconds: 60 },
    );
    expect(found([broken])).toEqual([
      expect.stringContaining('error: functions.orders has rescue:, but no image'),
      expect.stringContaining('error: functions.orders has rescue:, but its memorySize is 300000'),
      expect.stringContaining('error: functions.orders has rescue:, but mounts arn:aws:s3:::files'),
      expect.stringContaining('error: functions.orders.rescue.maximumSeconds is 60'),
    ]);
  });

  it('say once what is wrong for every function', () => {
    const functions = [rescued('orders'), rescued('report')];
    expect(found(functions, { runnerImage: 'runner:1' })).toEqual([
      expect.stringContaining('error: custom.runnerImage is "runner:1"'),
    ]);
  });

  it('do not hide a mistake of the plugin', () => {
    const functions = [rescued('orders', { FileSystemConfigs: 'not a list' })];
    expect(() => found(functions)).toThrow(TypeError);
  });
});
