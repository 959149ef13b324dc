import { type Resource, type Template } from '../../template';
import { takePattern, taskDefinition, type TaskParts } from './task-definition';

const PATTERN: Resource = {
  Type: 'AWS::ECS::TaskDefinition',
  Properties: {
    NetworkMode: 'awsvpc',
    Volumes: [{ Name: 'tmp' }],
    ContainerDefinitions: [
      { Name: 'runner', Essential: true, MountPoints: [{ SourceVolume: 'tmp' }] },
      { Name: 'collector', Image: 'collector:1' },
    ],
  },
};
const PARTS: TaskParts = {
  family: 'shop-dev-orders',
  size: { cpu: 512, memory: 1024 },
  image: { 'Fn::Sub': 'registry/shop-runner:nodejs24.x-arm64' },
  architecture: 'arm64',
  taskRole: { 'Fn::GetAtt': ['OrdersRole', 'Arn'] },
  volumes: [],
  mountPoints: [],
};

describe('a task definition', () => {
  it('is the pattern with what follows from the function', () => {
    expect(taskDefinition(PATTERN, PARTS)).toEqual({
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        NetworkMode: 'awsvpc',
        Family: 'shop-dev-orders',
        Cpu: '512',
        Memory: '1024',
        RuntimePlatform: { OperatingSystemFamily: 'LINUX', CpuArchitecture: 'ARM64' },
        TaskRoleArn: PARTS.taskRole,
        Volumes: [{ Name: 'tmp' }],
        ContainerDefinitions: [
          {
            Name: 'runner',
            Essential: true,
            Image: PARTS.image,
            MountPoints: [{ SourceVolume: 'tmp' }],
          },
          { Name: 'collector', Image: 'collector:1' },
        ],
      },
    });
  });

  it("has the function's disk and file systems, and leaves the pattern as it is for the next function", () => {
    const before = structuredClone(PATTERN);
    const { Properties } = taskDefinition(PATTERN, {
      ...PARTS,
      ephemeralStorage: 100,
      volumes: [{ Name: 'files' }],
      mountPoints: [{ SourceVolume: 'files', ContainerPath: '/mnt/files' }],
    });
    expect(Properties).toMatchObject({
      EphemeralStorage: { SizeInGiB: 100 },
      Volumes: [{ Name: 'tmp' }, { Name: 'files' }],
      ContainerDefinitions: [
        { MountPoints: [{ SourceVolume: 'tmp' }, { SourceVolume: 'files' }] },
        {},
      ],
    });
    expect(PATTERN).toEqual(before);
  });
});

describe('the pattern', () => {
  it('is taken out of the template', () => {
    const template: Template = { Resources: { RunnerTaskDefinition: PATTERN, Other: PATTERN } };
    expect(takePattern(template)).toBe(PATTERN);
    expect(Object.keys(template.Resources)).toEqual(['Other']);
  });

  it.each([
    ['nothing', {}],
    ['one without the runner', { RunnerTaskDefinition: { ...PATTERN, Properties: {} } }],
  ])('is missed if there is %s', (_, Resources) => {
    expect(() => takePattern({ Resources })).toThrow(
      'There is no RunnerTaskDefinition with a container named runner. Add ${file(../../tools/serverless-plugin/resources/runner.yml)} to resources.',
    );
  });
});
