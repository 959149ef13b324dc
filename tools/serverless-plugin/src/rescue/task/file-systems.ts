// The EFS file systems of a function, for its container: the same access points at the same paths.
import { PluginError } from '../../errors';
import { resourceOfArn, type Template, type TemplateValue } from '../../template';
import { type RescuedFunction } from '../rescued-function';

/** What a task definition takes over. */
export interface FileSystems {
  readonly volumes: readonly Volume[];
  readonly mountPoints: readonly MountPoint[];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ecs-taskdefinition-efsvolumeconfiguration.html */
interface Volume {
  readonly Name: string;
  readonly EFSVolumeConfiguration: object;
}

interface MountPoint {
  readonly SourceVolume: string;
  readonly ContainerPath: string;
}

interface AccessPoint {
  readonly id: TemplateValue;
  readonly fileSystem: TemplateValue;
}

type Mounting = Pick<RescuedFunction, 'key' | 'properties' | 'rescue'>;

const ACCESS_POINT = 'AWS::EFS::AccessPoint';
/** Of an access point's ARN, also within `Fn::Sub`, with the id or with the logical id of the access point. */
const EFS_ARN = /:elasticfilesystem:.*:access-point\/(?<id>fsap-[0-9a-f]+$)?/;
const NAMED_IN_ARN = /:access-point\/\$\{(?<logicalId>\w+)\}$/;

/**
 * Like Lambda, a task mounts an access point with the function's role, and encrypts what it sends.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-efs.html
 *
 * @throws {PluginError} for what is not an EFS access point, and for one whose file system is not known
 */
export function fileSystemsOf(fn: Mounting, template: Template): FileSystems {
  const mounts = configsOf(fn).map(({ Arn, LocalMountPath }) => {
    const name = `file-system${LocalMountPath.replace(/[^A-Za-z0-9_-]/g, '-')}`;
    return {
      volume: { Name: name, EFSVolumeConfiguration: efsVolume(accessPoint(Arn, fn, template)) },
      mountPoint: { SourceVolume: name, ContainerPath: LocalMountPath },
    };
  });
  return {
    volumes: mounts.map(({ volume }) => volume),
    mountPoints: mounts.map(({ mountPoint }) => mountPoint),
  };
}

function efsVolume({ id, fileSystem }: AccessPoint): object {
  return {
    FilesystemId: fileSystem,
    TransitEncryption: 'ENABLED',
    AuthorizationConfig: { AccessPointId: id, IAM: 'ENABLED' },
  };
}

function configsOf({ key, properties }: Mounting) {
  const configs = (properties['FileSystemConfigs'] ?? []) as {
    readonly Arn?: unknown;
    readonly LocalMountPath?: unknown;
  }[];
  return configs.map(({ Arn, LocalMountPath }) => {
    if (typeof LocalMountPath === 'string') return { Arn, LocalMountPath };
    throw new PluginError(
      `functions.${key} has rescue:, but mounts a file system at ${JSON.stringify(LocalMountPath)}, and its container needs a path that is known when you package. Write localMountPath: /mnt/NAME.`,
    );
  });
}

function accessPoint(arn: unknown, fn: Mounting, template: Template): AccessPoint {
  const logicalId = resourceOfArn(arn) ?? NAMED_IN_ARN.exec(textOf(arn))?.groups?.['logicalId'];
  const resource = logicalId === undefined ? undefined : template.Resources[logicalId];
  if (logicalId === undefined || resource === undefined) return foreignAccessPoint(arn, fn);
  if (resource.Type !== ACCESS_POINT) throw refusal(fn.key, `${logicalId} (${resource.Type})`);
  const { FileSystemId: fileSystem } = resource.Properties ?? {};
  if (fn.rescue.fileSystem === undefined) {
    return { id: { Ref: logicalId }, fileSystem: fileSystem as TemplateValue };
  }
  throw new PluginError(
    `functions.${fn.key}.rescue.fileSystem is ${fn.rescue.fileSystem}, but the access point ${logicalId} is part of the stack, which knows its file system. Remove fileSystem.`,
  );
}

/** An access point of another stack: only its ARN is known. */
function foreignAccessPoint(arn: unknown, { key, rescue }: Mounting): AccessPoint {
  const text = textOf(arn);
  const efs = EFS_ARN.exec(text);
  if (text !== '' && !efs) throw refusal(key, text);
  if (rescue.fileSystem === undefined) {
    throw new PluginError(
      `functions.${key} has rescue:, but mounts the access point ${shown(arn)}, which is not part of the stack, and its container needs the file system too. Set rescue: fileSystem: fs-… (aws efs describe-access-points shows it).`,
    );
  }
  return { id: efs?.groups?.['id'] ?? lastPart(arn), fileSystem: rescue.fileSystem };
}

/** What follows `access-point/` in an ARN that only CloudFormation knows. */
function lastPart(arn: unknown): TemplateValue {
  return { 'Fn::Select': [1, { 'Fn::Split': ['access-point/', arn] }] };
}

function refusal(key: string, what: string): PluginError {
  return new PluginError(
    /:s3files:|AWS::S3Files::/.test(what)
      ? `functions.${key} has rescue:, but mounts ${what}: its container can't mount S3 Files, only EFS. Mount an EFS access point, or remove its rescue:.`
      : `functions.${key} has rescue:, but mounts ${what}, and its container can mount only an EFS access point. Mount one, or remove its rescue:.`,
  );
}

/** The text of an ARN, or of a `Fn::Sub`; empty for what is not written as text. */
function textOf(arn: unknown): string {
  if (typeof arn === 'string') return arn;
  const { 'Fn::Sub': text } = Object(arn) as { 'Fn::Sub'?: unknown };
  return typeof text === 'string' ? text : '';
}

function shown(arn: unknown): string {
  return typeof arn === 'string' ? arn : JSON.stringify(arn);
}
