// Functions of every kind, unchanged but for `rescue: {}`: one service, packaged once, and rescued in one local cloud.
import { spawnSync } from 'node:child_process';
import { findDefects } from '@immortal/checks/template';
import { ServiceFolder } from './any-function/service-folder';
import { rescueAll, type Rescued, type Rescues } from './any-function/rescue-all';
import { type Ended, expectSuccess } from './ended';

const MINUTES = 60_000;
const PYTHON = 'any-dev-python';
const DEFAULT_ROLE = 'any-dev-eu-west-1-lambdaRole';
const OWN_ROLE = 'any-dev-per-function-role-eu-west-1-lambdaRole';
const PROVIDERS = 'subnet-0aaaaaaaaaaaaaaaa';
const ITS_OWN = 'subnet-0bbbbbbbbbbbbbbbb';
/** The subnet of custom.network, by its logical id. */
const NONE = 'PublicSubnetA';

/** By function: the role of its container, the MB, the vCPUs, the runtime, and the subnet. */
const EXPECTED: [string, string, number, number, string, string][] = [
  ['any-dev-default-role', DEFAULT_ROLE, 1024, 0.5, 'nodejs24.x', PROVIDERS],
  ['any-dev-template-role', 'any-dev-TemplateRole', 4096, 2, 'nodejs22.x', NONE],
  ['any-dev-per-function-role', OWN_ROLE, 1024, 0.5, 'nodejs24.x', PROVIDERS],
  ['any-dev-foreign-role', 'foreign', 1024, 0.5, 'nodejs24.x', NONE],
  ['any-dev-arm', DEFAULT_ROLE, 1024, 0.5, 'nodejs22.x', NONE],
  ['any-dev-own-vpc', DEFAULT_ROLE, 1024, 0.5, 'nodejs24.x', ITS_OWN],
  ['any-dev-large', DEFAULT_ROLE, 16384, 4, 'nodejs24.x', NONE],
  ['nightly-billing', DEFAULT_ROLE, 1024, 0.5, 'nodejs24.x', NONE],
  ['any-dev-destination', DEFAULT_ROLE, 1024, 0.5, 'nodejs24.x', NONE],
  ['any-dev-topic', DEFAULT_ROLE, 1024, 0.5, 'nodejs24.x', NONE],
];
const RUNNING = [...EXPECTED.map(([name]) => name), PYTHON];
/** It does not run: a process can't mount a file system. Its task definition is checked. */
const NAMES = [...RUNNING, 'any-dev-file-system'];

let service: ServiceFolder;
let packaged: Ended;
let rescues: Rescues;

beforeAll(async () => {
  service = new ServiceFolder();
  packaged = await service.package();
  expectSuccess(packaged);
  rescues = await rescueAll(service.packageFolder, RUNNING);
}, 4 * MINUTES);
afterAll(() => {
  service.remove();
});

const properties = (id: string) => service.template.Resources[id]?.Properties ?? {};
const rescued = (name: string): Partial<Rescued> => rescues.rescued.get(name) ?? {};

describe('the template of functions of every kind', () => {
  it('has only types, properties, and references that CloudFormation knows', () => {
    expect(findDefects(service.template)).toEqual([]);
  });

  it('has no error that cfn-lint finds, where it is installed', () => {
    const args = ['--non-zero-exit-code', 'error', service.templateFile];
    const { error, status, stdout, stderr } = spawnSync('cfn-lint', args, { encoding: 'utf8' });
    // A version manager's placeholder ends like a shell that does not find the command.
    const isMissing = error !== undefined || status === 127;
    if (isMissing) console.warn('cfn-lint is not installed: it did not check the template');
    expect({ status: isMissing ? 0 : status, stdout, stderr }).toMatchObject({ status: 0 });
  });

  it('has one task definition for each function, whose family is the function’s name', () => {
    const families = Object.values(service.template.Resources)
      .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
      .map(({ Properties }) => Properties?.['Family']);
    expect(families.sort()).toEqual([...NAMES].sort());
  });

  it('mounts the access point at the same path, with the function’s role', () => {
    const { Volumes, ContainerDefinitions } = properties('FileDashsystemTaskDefinition');
    expect(Volumes).toContainEqual({
      Name: 'file-system-mnt-shared',
      EFSVolumeConfiguration: {
        FilesystemId: { Ref: 'FileSystem' },
        TransitEncryption: 'ENABLED',
        AuthorizationConfig: { AccessPointId: { Ref: 'AccessPoint' }, IAM: 'ENABLED' },
      },
    });
    expect(ContainerDefinitions).toMatchObject([
      {
        MountPoints: expect.arrayContaining([
          { SourceVolume: 'file-system-mnt-shared', ContainerPath: '/mnt/shared' },
        ]) as unknown,
      },
    ]);
  });

  it('has the architecture, the size, the disk, and the foreign role of their functions', () => {
    expect(properties('ArmTaskDefinition')['RuntimePlatform']).toMatchObject({
      CpuArchitecture: 'ARM64',
    });
    expect(properties('FileDashsystemTaskDefinition')).toMatchObject({ Cpu: '256', Memory: '512' });
    expect(properties('LargeTaskDefinition')['EphemeralStorage']).toEqual({ SizeInGiB: 100 });
    const { Role } = properties('ForeignDashroleLambdaFunction');
    expect(Role).toContain(':role/foreign');
    expect(properties('ForeignDashroleTaskDefinition')['TaskRoleArn']).toBe(Role);
  });

  it('uses the destination that is a failure queue, and keeps one of the owner beside the dead letters', () => {
    expect(properties('DestinationLambdaFunction')).not.toHaveProperty('DeadLetterConfig');
    expect(properties('TopicLambdaFunction')['DeadLetterConfig']).toEqual({
      TargetArn: { 'Fn::GetAtt': ['TopicFailures', 'Arn'] },
    });
    expect(properties('TopicLambdaEvConf')['DestinationConfig']).toEqual({
      OnFailure: { Destination: { Ref: 'OwnersTopic' } },
    });
  });
});

describe('in the local cloud, which enforces permissions', () => {
  it.each(EXPECTED)(
    '%s is rescued with the role %s, %d MB, %d vCPU, %s, in %s',
    (name, role, memorySize, vcpu, runtime, subnet) => {
      const { exitCode, probe, subnet: actualSubnet } = rescued(name);
      expect(exitCode).toBe(0);
      expect(probe).toEqual({
        functionName: name,
        family: name,
        caller: expect.stringContaining(`:assumed-role/${role}/`) as unknown,
        memorySize,
        vcpu,
        runtime: `AWS_Lambda_${runtime}`,
        ...(name === 'nightly-billing' && { tool: 'from a layer' }),
      });
      expect(actualSubnet).toBe(rescues.subnetOf(subnet) ?? subnet);
    },
  );

  it('the function in Python is rescued, where this machine has its runtime', () => {
    const { exitCode, probe } = rescued(PYTHON);
    const isEmulated = !rescues.notEmulated.includes(PYTHON);
    if (!isEmulated) console.warn(`${PYTHON} did not run: the local cloud found no Python 3 here`);
    const ran = { exitCode: 0, probe: { family: PYTHON, memorySize: 1024, vcpu: 0.5 } };
    expect({ exitCode, probe }).toMatchObject(isEmulated ? ran : {});
  });

  it('the roles allow all that the rescues needed', () => {
    expect(rescues.denied).toEqual([]);
  });
});
