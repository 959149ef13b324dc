import { parseRescuePolicy } from '@immortal/shared';
import { PluginError } from '../../errors';
import { type Template } from '../../template';
import { fileSystemsOf } from './file-systems';

const TEMPLATE: Template = {
  Resources: {
    Files: { Type: 'AWS::EFS::FileSystem' },
    Shared: { Type: 'AWS::EFS::AccessPoint', Properties: { FileSystemId: { Ref: 'Files' } } },
    Objects: { Type: 'AWS::S3Files::AccessPoint' },
    Topic: { Type: 'AWS::SNS::Topic' },
  },
};
const EFS = 'arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/';
const S3_FILES =
  'arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123/access-point/fsap-4567';
const OF_STACK = { 'Fn::GetAtt': ['Shared', 'Arn'] };

function mounted(Arn: unknown, rescue: object = {}, LocalMountPath: unknown = '/mnt/data') {
  const properties = { FileSystemConfigs: [{ Arn, LocalMountPath }] };
  const policy = parseRescuePolicy(rescue, 'functions.orders.rescue');
  return fileSystemsOf({ key: 'orders', properties, rescue: policy }, TEMPLATE);
}

function refusal(...given: Parameters<typeof mounted>): string {
  try {
    mounted(...given);
  } catch (error) {
    expect(error).toBeInstanceOf(PluginError);
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}

describe("the file systems of a function's container", () => {
  it('are none if the function has none', () => {
    const rescue = parseRescuePolicy({}, 'rescue');
    const none = fileSystemsOf({ key: 'orders', properties: {}, rescue }, TEMPLATE);
    expect(none).toEqual({ volumes: [], mountPoints: [] });
  });

  it('are mounted through the same access point at the same path, encrypted and with the role', () => {
    expect(mounted(OF_STACK)).toEqual({
      volumes: [
        {
          Name: 'file-system-mnt-data',
          EFSVolumeConfiguration: {
            FilesystemId: { Ref: 'Files' },
            TransitEncryption: 'ENABLED',
            AuthorizationConfig: { AccessPointId: { Ref: 'Shared' }, IAM: 'ENABLED' },
          },
        },
      ],
      mountPoints: [{ SourceVolume: 'file-system-mnt-data', ContainerPath: '/mnt/data' }],
    });
  });

  it("give a volume a name of ECS's characters, whatever the path has", () => {
    const { volumes, mountPoints } = mounted(OF_STACK, {}, '/mnt/a.b_c');
    expect(volumes[0]?.Name).toBe('file-system-mnt-a-b_c');
    expect(mountPoints[0]?.ContainerPath).toBe('/mnt/a.b_c');
  });

  it.each<[string, unknown, unknown]>([
    ['as text', `${EFS}fsap-0123456789abcdef0`, 'fsap-0123456789abcdef0'],
    [
      'with the account filled in',
      {
        'Fn::Sub':
          'arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:access-point/fsap-01',
      },
      'fsap-01',
    ],
    [
      'of another stack',
      { 'Fn::ImportValue': 'files' },
      { 'Fn::Select': [1, { 'Fn::Split': ['access-point/', { 'Fn::ImportValue': 'files' }] }] },
    ],
  ])('take the file system from the policy if the ARN is given %s', (_, arn, AccessPointId) => {
    const { volumes } = mounted(arn, { fileSystem: 'fs-0123456789abcdef0' });
    expect(volumes[0]?.EFSVolumeConfiguration).toEqual({
      FilesystemId: 'fs-0123456789abcdef0',
      TransitEncryption: 'ENABLED',
      AuthorizationConfig: { AccessPointId, IAM: 'ENABLED' },
    });
  });

  it("find an access point of the stack within an ARN's text", () => {
    const arn = { 'Fn::Sub': `${EFS}\${Shared}` };
    expect(mounted(arn)).toEqual(mounted(OF_STACK));
  });

  it('are refused for an access point from elsewhere whose file system is not known', () => {
    expect(refusal(`${EFS}fsap-01`)).toBe(
      `functions.orders has rescue:, but mounts the access point ${EFS}fsap-01, which is not part of the stack, and its container needs the file system too. Set rescue: fileSystem: fs-… (aws efs describe-access-points shows it).`,
    );
    expect(refusal({ 'Fn::ImportValue': 'files' })).toContain('{"Fn::ImportValue":"files"}');
  });

  it('are refused if the policy names the file system of an access point that the stack has', () => {
    expect(refusal(OF_STACK, { fileSystem: 'fs-0123456789abcdef0' })).toBe(
      'functions.orders.rescue.fileSystem is fs-0123456789abcdef0, but the access point Shared is part of the stack, which knows its file system. Remove fileSystem.',
    );
  });

  it.each([
    ['S3 Files by ARN', S3_FILES, /its container can't mount S3 Files, only EFS\. Mount an EFS/],
    ['S3 Files of the stack', { 'Fn::GetAtt': ['Objects', 'Arn'] }, /can't mount S3 Files/],
    [
      'another resource',
      { 'Fn::GetAtt': ['Topic', 'Arn'] },
      /mounts Topic \(AWS::SNS::Topic\), and/,
    ],
    ['another ARN', 'arn:aws:s3:::files', /mounts arn:aws:s3:::files, and its container can mount/],
  ])('are refused for %s, whatever the policy says', (_, arn, message) => {
    expect(refusal(arn)).toMatch(message);
    expect(refusal(arn, { fileSystem: 'fs-0123456789abcdef0' })).toMatch(message);
  });

  it('are refused at a path that only CloudFormation knows', () => {
    expect(refusal(OF_STACK, {}, { Ref: 'Path' })).toContain(
      'mounts a file system at {"Ref":"Path"}, and its container needs a path that is known',
    );
  });
});
