// The options of `docker run` that follow from a task's definition.
import type { Task } from './task';
import type { EfsVolume, Mount } from './volumes';

/** What the engine can do. */
export interface Engine {
  /** How many processors a container can be given; undefined if the engine can't limit them. */
  readonly processors: number | undefined;
}

/** @param folderOf the folder of this machine for a file system */
export async function containerArguments(
  task: Task,
  { processors }: Engine,
  folderOf: (efs: EfsVolume) => Promise<string>,
): Promise<string[]> {
  const { mounts } = task.definition.container;
  const cpus = Math.min(Number(task.cpu) / 1024, processors ?? 0);
  const mounted = await Promise.all(mounts.map((mount) => mountArgument(mount, task, folderOf)));
  return [
    ...isolationArguments(task),
    '--memory',
    `${task.memory}m`,
    '--memory-swap',
    `${task.memory}m`,
    ...(cpus > 0 ? ['--cpus', String(cpus)] : []),
    ...mounted.flatMap((mount) => ['--mount', mount]),
  ];
}

function isolationArguments({ definition: { container } }: Task): string[] {
  const { readonlyRoot, dropped, added, init, user } = container.isolation;
  return [
    ...(readonlyRoot ? ['--read-only'] : []),
    ...dropped.flatMap((name) => ['--cap-drop', name]),
    ...added.flatMap((name) => ['--cap-add', name]),
    ...(init ? ['--init'] : []),
    ...(user === undefined ? [] : ['--user', user]),
  ];
}

/** A volume of Docker without a name ends with its container, and takes over what the image has at its path. */
async function mountArgument(
  mount: Mount,
  { fileSystems, roleArn }: Task,
  folderOf: (efs: EfsVolume) => Promise<string>,
): Promise<string> {
  const { volume, path, readOnly } = mount;
  if (volume.efs === undefined) return `type=volume,dst=${path}${readOnly ? ',readonly' : ''}`;
  const mounter = { roleArn: volume.efs.iam ? roleArn : undefined };
  const mayWrite = !readOnly && fileSystems.mayWrite(volume.efs, mounter);
  const folder = await folderOf(volume.efs);
  return `type=bind,src=${folder},dst=${path}${mayWrite ? '' : ',readonly'}`;
}
