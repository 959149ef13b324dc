// Finds functions that the runner can't run, so that every rescue would fail.
import { type Template } from '../../template';
import { type CheckedFunction, error, type Finding } from './finding';
import { taskDefinitions } from './task-definitions';

/** Errors for a rescued function; nothing for others. */
export function unsupported(fn: CheckedFunction, template: Template): Finding[] {
  if (!fn.isRescued) return [];
  const { PackageType, DurableConfig, TenancyConfig } = fn.properties;
  const found = [
    PackageType === 'Image' &&
      'is a container image, and the runner starts only functions from zips. Deploy it as a zip, or remove its rescue:.',
    DurableConfig !== undefined &&
      'is a durable function: its checkpoints exist only in Lambda. Remove its rescue:, since a durable function outlives the timeout by itself.',
    TenancyConfig !== undefined &&
      'has a tenancyConfig: a container has no tenant, so it would run without tenant isolation. Remove its rescue:, or the tenancyConfig.',
    ...(PackageType === 'Image' ? [] : [otherArchitecture(fn, template)]),
    ...missingMounts(fn, template),
  ];
  return found.flatMap((why) =>
    typeof why === 'string' ? [error(`functions.${fn.key} has rescue:, but ${why}`)] : [],
  );
}

function otherArchitecture({ properties }: CheckedFunction, template: Template) {
  const [wanted] = (properties['Architectures'] as string[] | undefined) ?? ['x86_64'];
  const platforms = taskDefinitions(template).map(
    ({ RuntimePlatform }) => RuntimePlatform?.CpuArchitecture ?? 'X86_64',
  );
  if (wanted === undefined || platforms.some((one) => one.toLowerCase() === wanted)) return false;
  const [found] = platforms;
  if (found === undefined) return false;
  return `is built for ${wanted}, and its container runs on ${found}. Give it architecture: ${found.toLowerCase()}, or set all functions and CpuArchitecture in tools/serverless-plugin/resources/runner.yml to the same one.`;
}

function missingMounts({ properties }: CheckedFunction, template: Template): string[] {
  const wanted = (properties['FileSystemConfigs'] ?? []) as { LocalMountPath?: unknown }[];
  const mounted = taskDefinitions(template)
    .flatMap(({ ContainerDefinitions = [] }) => ContainerDefinitions)
    .flatMap(({ MountPoints = [] }) => MountPoints)
    .map(({ ContainerPath }) => ContainerPath);
  return wanted
    .filter(({ LocalMountPath }) => !mounted.includes(LocalMountPath))
    .map(
      ({ LocalMountPath }) =>
        `mounts a file system at ${String(LocalMountPath)}, which its container does not have. Mount it at the same path in the task definition (tools/serverless-plugin/resources/runner.yml).`,
    );
}
