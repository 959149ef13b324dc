// The volumes of a task definition and where its container mounts them.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
import { TemplateError } from '../../kernel/template';

/** A file system in EFS, or a part of it. */
export interface EfsVolume {
  readonly fileSystemId: string;
  readonly accessPointId: string | undefined;
  /** The folder of the file system that is mounted. */
  readonly rootDirectory: string;
  /** Whether the task mounts it with its role. */
  readonly iam: boolean;
}

export interface Volume {
  readonly name: string;
  /** Undefined for an empty volume that ends with its task. */
  readonly efs: EfsVolume | undefined;
}

export interface Mount {
  readonly volume: Volume;
  readonly path: string;
  readonly readOnly: boolean;
}

interface GivenEfs {
  readonly FilesystemId?: string;
  readonly RootDirectory?: string;
  readonly TransitEncryption?: string;
  readonly AuthorizationConfig?: { readonly AccessPointId?: string; readonly IAM?: string };
}

interface GivenMount {
  readonly SourceVolume?: string;
  readonly ContainerPath?: string;
  readonly ReadOnly?: unknown;
}

type Properties = Readonly<Record<string, unknown>>;

const ENABLED = 'ENABLED';
/** As templates have it. */
const TRUE: readonly unknown[] = [true, 'true'];
const NOT_ON_FARGATE = [
  'DockerVolumeConfiguration',
  'FSxWindowsFileServerVolumeConfiguration',
  'ConfiguredAtLaunch',
];

/** @throws {TemplateError} for a volume that Fargate does not have, or EFS refuses */
export function readVolumes(properties: Properties, logicalId: string): Volume[] {
  return ((properties['Volumes'] ?? []) as Properties[]).map((volume) => {
    const name = String(volume['Name']);
    const where = `resource "${logicalId}": the volume ${name}`;
    const { SourcePath } = (volume['Host'] ?? {}) as { SourcePath?: unknown };
    const refused = NOT_ON_FARGATE.find((kind) => volume[kind] !== undefined);
    if (refused !== undefined || SourcePath !== undefined) {
      throw new TemplateError(
        `${where} has ${refused ?? 'a SourcePath'}, which tasks here can't have: use an EFSVolumeConfiguration, or nothing for an empty volume`,
      );
    }
    const efs = volume['EFSVolumeConfiguration'] as GivenEfs | undefined;
    return { name, efs: efs && readEfs(efs, where) };
  });
}

/** @throws {TemplateError} for a mount of no volume, or of no path */
export function readMounts(
  container: Properties,
  volumes: readonly Volume[],
  logicalId: string,
): Mount[] {
  return ((container['MountPoints'] ?? []) as GivenMount[]).map((mount) => {
    const { SourceVolume: name, ContainerPath: path, ReadOnly } = mount;
    const volume = volumes.find((one) => one.name === name);
    if (volume === undefined) {
      throw new TemplateError(
        `resource "${logicalId}": Unknown volume '${String(name)}'. Add it to Volumes, or take the mount out`,
      );
    }
    if (path?.startsWith('/') !== true) {
      throw new TemplateError(
        `resource "${logicalId}": the volume ${volume.name} has the ContainerPath ${String(path)}: use an absolute path`,
      );
    }
    return { volume, path, readOnly: TRUE.includes(ReadOnly) };
  });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html and API_EFSAuthorizationConfig.html */
function readEfs(given: GivenEfs, where: string): EfsVolume {
  const { FilesystemId, RootDirectory = '/', TransitEncryption, AuthorizationConfig = {} } = given;
  const { AccessPointId: accessPointId, IAM } = AuthorizationConfig;
  const iam = IAM === ENABLED;
  if (FilesystemId === undefined) {
    throw new TemplateError(`${where} has no FilesystemId: name the file system`);
  }
  if ((iam || accessPointId !== undefined) && TransitEncryption !== ENABLED) {
    const what = iam ? 'IAM' : 'an access point';
    throw new TemplateError(`${where} uses ${what}, so it needs TransitEncryption: ENABLED`);
  }
  if (accessPointId !== undefined && RootDirectory !== '/') {
    throw new TemplateError(
      `${where} has an access point and the RootDirectory ${RootDirectory}: take the RootDirectory out`,
    );
  }
  return {
    fileSystemId: FilesystemId,
    accessPointId,
    rootDirectory: RootDirectory,
    iam,
  };
}
