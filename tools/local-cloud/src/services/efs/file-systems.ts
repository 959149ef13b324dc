// The file systems of a stack: folders of this run, and who may mount them.
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Permissions } from '../../kernel/authorization/permissions';
import type { Resource, Stack } from '../../kernel/template';

/** What is mounted: a folder of a file system, or the one of an access point. */
export interface FileSystemPart {
  readonly fileSystemId: string;
  readonly accessPointId: string | undefined;
  readonly rootDirectory: string;
}

/** Who mounts it. */
export interface Mounter {
  /** Undefined for one that mounts without IAM. */
  readonly roleArn: string | undefined;
}

const FILE_SYSTEM = 'AWS::EFS::FileSystem';
const MOUNT_TARGET = 'AWS::EFS::MountTarget';
const ACCESS_POINT = 'AWS::EFS::AccessPoint';
/** As ECS reports it: https://repost.aws/knowledge-center/fargate-unable-to-mount-efs */
const FAILED =
  'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: ';

export class FileSystems {
  constructor(
    private readonly stack: Stack,
    private readonly permissions: Pick<Permissions, 'refusal' | 'allowsService'>,
  ) {}

  /**
   * Creates the folder of a part if it does not exist. Everyone who mounts the part gets the same folder.
   *
   * @param base of all file systems of this run
   */
  async folderOf(part: FileSystemPart, base: string): Promise<string> {
    const root = this.rootOf(part);
    const folder = path.join(base, path.basename(part.fileSystemId), path.posix.join('/', root));
    await mkdir(folder, { recursive: true });
    // An access point maps every user to its own; here, the user of any image may write.
    await chmod(folder, 0o777);
    return folder;
  }

  /** In ECS's words, why a part can't be mounted; undefined if it can, and for a file system of another stack. */
  whyNotMounted(part: FileSystemPart, mounter: Mounter): string | undefined {
    const { fileSystemId: id, accessPointId } = part;
    const fileSystem = this.named(FILE_SYSTEM, id);
    const accessPoint = this.named(ACCESS_POINT, accessPointId);
    if (accessPoint !== undefined && accessPoint.properties['FileSystemId'] !== id) {
      return `${FAILED}The access point ${accessPoint.ref} does not belong to the file system ${id}`;
    }
    if (fileSystem === undefined) return undefined;
    const targets = this.stack.ofType(MOUNT_TARGET);
    if (!targets.some(({ properties }) => properties['FileSystemId'] === id)) {
      return `${FAILED}Failed to resolve "${id}.efs.${this.stack.region}.amazonaws.com" - check that your file system ID is correct, and ensure that the VPC has an EFS mount target for this file system ID.`;
    }
    return this.may('ClientMount', part, mounter)
      ? undefined
      : `${FAILED}b'mount.nfs4: access denied by server while mounting 127.0.0.1:/'`;
  }

  /** Without the permission to write, EFS mounts a file system for reading. */
  mayWrite(part: FileSystemPart, mounter: Mounter): boolean {
    return this.may('ClientWrite', part, mounter);
  }

  /**
   * A file system without a policy grants everything to every client in its network.
   *
   * @see https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
   */
  private may(action: string, part: FileSystemPart, { roleArn }: Mounter): boolean {
    const fileSystem = this.named(FILE_SYSTEM, part.fileSystemId);
    if (fileSystem?.properties['FileSystemPolicy'] === undefined) return true;
    const accessPoint = this.named(ACCESS_POINT, part.accessPointId);
    const need = {
      action: `elasticfilesystem:${action}`,
      resource: String(fileSystem.attributes['Arn']),
      context: {
        'elasticfilesystem:AccessedViaMountTarget': 'true',
        ...(accessPoint && {
          'elasticfilesystem:AccessPointArn': String(accessPoint.attributes['Arn']),
        }),
      },
    };
    return roleArn === undefined
      ? this.permissions.allowsService('*', need)
      : this.permissions.refusal(roleArn, need) === undefined;
  }

  /** An access point of another stack has a folder of its name. */
  private rootOf({ accessPointId, rootDirectory }: FileSystemPart): string {
    if (accessPointId === undefined) return rootDirectory;
    const { properties } = this.named(ACCESS_POINT, accessPointId) ?? {};
    if (properties === undefined) return accessPointId;
    const { Path = '/' } = (properties['RootDirectory'] ?? {}) as { Path?: string };
    return Path;
  }

  private named(type: string, ref: string | undefined): Resource | undefined {
    return this.stack.ofType(type).find((resource) => resource.ref === ref);
  }
}
