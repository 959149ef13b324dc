import { TemplateError } from '../../kernel/template';
import { cluster } from '../../testing/fixture';
import { stackOf } from '../../testing/spec-stack';
import { TaskDefinitions } from './task-definitions';

const definitionsOf = (resources: object) => new TaskDefinitions(stackOf(resources));
/** The only definition of a stack. */
const read = (task: object, container: object = {}) =>
  definitionsOf(cluster(container, task)).get('runner');
const efs = (more: object = {}) => ({
  Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-1', ...more } }],
});

it('finds the definition of each function by its family, family and revision, or ARN', () => {
  const { Runner } = cluster();
  const { Runner: Mails } = cluster({}, { Family: 'mails', Memory: '4096' });
  const definitions = definitionsOf({ Runner, Mails });
  const { arn } = definitions.get('mails');
  expect(arn).toMatch(/task-definition\/mails:1$/);
  for (const name of ['mails', 'mails:1', arn]) {
    expect(definitions.get(name)).toMatchObject({ family: 'mails', memory: '4096' });
  }
  expect(definitions.get('runner')).toMatchObject({ memory: '2048' });
  expect(() => definitions.get('mail')).toThrow('TaskDefinition not found: mail');
});

it('reads size, disk, and architecture, with the defaults of Fargate', () => {
  expect(read({})).toMatchObject({ diskGib: 20, architecture: 'X86_64' });
  const given = {
    Cpu: '2 vCPU',
    Memory: '4 GB',
    EphemeralStorage: { SizeInGiB: 200 },
    RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    RequiresCompatibilities: ['FARGATE'],
  };
  expect(read(given)).toMatchObject({
    cpu: '2048',
    memory: '4096',
    diskGib: 200,
    architecture: 'ARM64',
  });
});

it('reads the mounts and the isolation of the container', () => {
  const auth = { AuthorizationConfig: { AccessPointId: 'fsap-1', IAM: 'ENABLED' } };
  const { Volumes } = efs({ TransitEncryption: 'ENABLED', ...auth });
  const { container } = read(
    { Volumes: [{ Name: 'tmp' }, ...Volumes] },
    {
      MountPoints: [
        { SourceVolume: 'tmp', ContainerPath: '/tmp' },
        { SourceVolume: 'data', ContainerPath: '/mnt/data', ReadOnly: true },
      ],
      ReadonlyRootFilesystem: true,
      User: '993',
      LinuxParameters: { Capabilities: { Drop: ['ALL'] }, InitProcessEnabled: true },
    },
  );
  const part = { fileSystemId: 'fs-1', accessPointId: 'fsap-1', rootDirectory: '/', iam: true };
  expect(container.mounts).toEqual([
    { volume: { name: 'tmp', efs: undefined }, path: '/tmp', readOnly: false },
    { volume: { name: 'data', efs: part }, path: '/mnt/data', readOnly: true },
  ]);
  expect(container.isolation).toEqual({
    readonlyRoot: true,
    dropped: ['ALL'],
    added: [],
    init: true,
    user: '993',
  });
});

it.each<[string, object, object?]>([
  [
    'No Fargate configuration exists for given values: 1024 CPU, 1769 memory',
    { Memory: '1769', RequiresCompatibilities: ['FARGATE'] },
  ],
  ['the sizeInGiB of 20 is not between 21 and 200', { EphemeralStorage: { SizeInGiB: 20 } }],
  ['the sizeInGiB of 201 is not between 21 and 200', { EphemeralStorage: { SizeInGiB: 201 } }],
  ['has the CpuArchitecture arm64', { RuntimePlatform: { CpuArchitecture: 'arm64' } }],
  [
    'runs tasks for LINUX only',
    { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
  ],
  ['has a SourcePath', { Volumes: [{ Name: 'data', Host: { SourcePath: '/data' } }] }],
  ['has DockerVolumeConfiguration', { Volumes: [{ Name: 'd', DockerVolumeConfiguration: {} }] }],
  ["Unknown volume 'data'", {}, { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/a' }] }],
  [
    'use an absolute path',
    { Volumes: [{ Name: 'data' }] },
    { MountPoints: [{ SourceVolume: 'data', ContainerPath: 'data' }] },
  ],
  [
    'uses an access point, so it needs TransitEncryption: ENABLED',
    efs({ AuthorizationConfig: { AccessPointId: 'fsap-1' } }),
  ],
  [
    'uses IAM, so it needs TransitEncryption: ENABLED',
    efs({ AuthorizationConfig: { IAM: 'ENABLED' } }),
  ],
  [
    'take the RootDirectory out',
    efs({
      TransitEncryption: 'ENABLED',
      RootDirectory: '/a',
      AuthorizationConfig: { AccessPointId: 'fsap-1' },
    }),
  ],
  ['its container Privileged', {}, { Privileged: true }],
  ['the capability NET_ADMIN', {}, { LinuxParameters: { Capabilities: { Add: ['NET_ADMIN'] } } }],
])('refuses a definition: %s', (message, task, container = {}) => {
  const refused = () => read(task, container);
  expect(refused).toThrow(TemplateError);
  expect(refused).toThrow(message);
});

it('refuses two definitions of one family', () => {
  const { Runner } = cluster();
  expect(() => definitionsOf({ Runner, Other: Runner })).toThrow(
    'resources "Runner" and "Other" have the same Family runner',
  );
});
