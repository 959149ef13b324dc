import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ACCOUNT } from '../../testing/fixture';
import { permissionsOf, stackOf } from '../../testing/spec-stack';
import { FileSystems } from './file-systems';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const WHOLE = { accessPointId: undefined, rootDirectory: '/' };

const FILES = { Type: 'AWS::EFS::FileSystem', Properties: {} };
const TARGET = { Type: 'AWS::EFS::MountTarget', Properties: { FileSystemId: { Ref: 'Files' } } };
const accessPoint = (of: string) => ({
  Type: 'AWS::EFS::AccessPoint',
  Properties: { FileSystemId: { Ref: of }, RootDirectory: { Path: '/orders' } },
});
const withPolicy = (...Statement: object[]) => ({
  ...FILES,
  Properties: { FileSystemPolicy: { Statement } },
});
const roleThatMay = (...Action: string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: 'orders',
    AssumeRolePolicyDocument: {},
    Policies: [
      {
        PolicyName: 'files',
        PolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Action,
            Resource: { 'Fn::GetAtt': ['Files', 'Arn'] },
            Condition: {
              StringEquals: {
                'elasticfilesystem:AccessPointArn': { 'Fn::GetAtt': ['Point', 'Arn'] },
              },
            },
          },
        },
      },
    ],
  },
});

function load(resources: object) {
  const stack = stackOf({
    Files: FILES,
    Target: TARGET,
    Point: accessPoint('Files'),
    ...resources,
  });
  const fileSystems = new FileSystems(stack, permissionsOf(stack));
  const fileSystemId = stack.resource('Files').ref;
  const point = {
    fileSystemId,
    accessPointId: stack.resource('Point').ref,
    rootDirectory: '/',
  };
  return { stack, fileSystems, point, whole: { fileSystemId, ...WHOLE } };
}

it('has ids and ARNs in the format of EFS', () => {
  const { stack } = load({});
  const { ref, attributes } = stack.resource('Point');
  expect(ref).toMatch(/^fsap-[0-9a-f]{17}$/);
  expect(attributes['Arn']).toBe(
    `arn:aws:elasticfilesystem:eu-west-1:${ACCOUNT}:access-point/${ref}`,
  );
  expect(stack.resource('Files').attributes['FileSystemId']).toMatch(/^fs-[0-9a-f]{17}$/);
});

it('gives everyone the same folder, and an access point its part of it', async () => {
  const base = mkdtempSync(path.join(os.tmpdir(), 'efs-'));
  const { fileSystems, point, whole } = load({});
  const folder = await fileSystems.folderOf(point, base);
  writeFileSync(path.join(folder, 'a'), 'shared');
  const all = await fileSystems.folderOf(whole, base);
  expect(readFileSync(path.join(all, 'orders/a'), 'utf8')).toBe('shared');
  expect(await fileSystems.folderOf(point, base)).toBe(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o777);
  rmSync(base, { recursive: true });
});

it('has no folder outside of the base', async () => {
  const base = mkdtempSync(path.join(os.tmpdir(), 'efs-'));
  const { fileSystems } = load({});
  const part = { ...WHOLE, fileSystemId: '../../x', rootDirectory: '/../../y' };
  expect(await fileSystems.folderOf(part, base)).toBe(path.join(base, 'x/y'));
  rmSync(base, { recursive: true });
});

it('mounts a file system without a policy for everyone', () => {
  const { fileSystems, point } = load({});
  for (const roleArn of [ROLE, undefined]) {
    expect(fileSystems.whyNotMounted(point, { roleArn })).toBeUndefined();
    expect(fileSystems.mayWrite(point, { roleArn })).toBe(true);
  }
});

it('needs a mount target', () => {
  const { fileSystems, point } = load({ Target: { ...FILES } });
  expect(fileSystems.whyNotMounted(point, { roleArn: ROLE })).toContain(
    'ensure that the VPC has an EFS mount target',
  );
});

it('does not mount an access point of another file system', () => {
  const { fileSystems, point } = load({ Others: FILES, Point: accessPoint('Others') });
  expect(fileSystems.whyNotMounted(point, { roleArn: ROLE })).toContain('does not belong to');
});

it('enforces what a file system with a policy allows a role', () => {
  const Files = withPolicy({ Effect: 'Deny', Action: '*', Principal: { AWS: 'nobody' } });
  const mayMount = 'elasticfilesystem:ClientMount';
  const reading = load({ Files, Role: roleThatMay(mayMount) });
  const writing = load({ Files, Role: roleThatMay(mayMount, 'elasticfilesystem:ClientWrite') });
  const nothing = load({ Files, Role: roleThatMay() });
  const asRole = { roleArn: ROLE };
  const denied = 'access denied by server';
  expect(nothing.fileSystems.whyNotMounted(nothing.point, asRole)).toContain(denied);
  expect(reading.fileSystems.whyNotMounted(reading.point, asRole)).toBeUndefined();
  expect(reading.fileSystems.mayWrite(reading.point, asRole)).toBe(false);
  expect(writing.fileSystems.mayWrite(writing.point, asRole)).toBe(true);
  // The condition asks for the access point, and without IAM there is no role.
  expect(writing.fileSystems.whyNotMounted(writing.whole, asRole)).toContain(denied);
  expect(writing.fileSystems.whyNotMounted(writing.point, { roleArn: undefined })).toContain(
    denied,
  );
});

it('enforces what the policy of a file system allows anyone', () => {
  const Files = withPolicy({
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: ['elasticfilesystem:ClientMount'],
    Resource: '*',
    Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
  });
  const { fileSystems, whole } = load({ Files });
  const anyone = { roleArn: undefined };
  expect(fileSystems.whyNotMounted(whole, anyone)).toBeUndefined();
  expect(fileSystems.mayWrite(whole, anyone)).toBe(false);
});
