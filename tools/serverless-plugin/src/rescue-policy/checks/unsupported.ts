// Functions that no container of the runner can run: a rescue would fail after everything else has.
import { resourceOfArn, resourcesOf } from '../compiled';
import { type Template } from '../framework';
import { type CheckedFunction, error, type Finding } from './finding';

/** Errors for a rescued function; nothing for others. */
export function unsupported(fn: CheckedFunction, template: Template): Finding[] {
  if (!fn.isRescued) return [];
  const { PackageType, DurableConfig, TenancyConfig } = fn.properties;
  const found = [
    PackageType === 'Image' &&
      'is a container image, and the runner starts functions from zips alone. Deploy it as a zip, or remove its rescue:.',
    DurableConfig !== undefined &&
      'is a durable function: its checkpoints are in Lambda, which runs nothing of it elsewhere. Remove its rescue:, since a durable function outlives the timeout by itself.',
    TenancyConfig !== undefined &&
      'has a tenancyConfig: a container has no tenant, so it would run outside of every isolation. Remove its rescue:, or the tenancyConfig.',
    ...(PackageType === 'Image' ? [] : [otherArchitecture(fn, template)]),
    ...missingMounts(fn, template),
  ];
  return found.flatMap((why) =>
    typeof why === 'string' ? [error(`functions.${fn.key} has rescue:, but ${why}`)] : [],
  );
}

interface TaskDefinition {
  readonly RuntimePlatform?: { readonly CpuArchitecture?: string };
  readonly ContainerDefinitions?: readonly {
    readonly MountPoints?: readonly { readonly ContainerPath?: unknown }[];
  }[];
}

/** Of every task definition of the stack: which one is used is a matter of the secondary. */
function taskDefinitions(template: Template): TaskDefinition[] {
  return resourcesOf(template, 'AWS::ECS::TaskDefinition').map(({ properties }) => properties);
}

function otherArchitecture({ properties }: CheckedFunction, template: Template) {
  const [wanted] = (properties['Architectures'] as string[] | undefined) ?? ['x86_64'];
  const platforms = taskDefinitions(template).map(
    ({ RuntimePlatform }) => RuntimePlatform?.CpuArchitecture ?? 'X86_64',
  );
  if (wanted === undefined || platforms.some((one) => one.toLowerCase() === wanted)) return false;
  const [found] = platforms;
  if (found === undefined) return false;
  return `is built for ${wanted}, and its container runs on ${found}. Give it architecture: ${found.toLowerCase()}, or all functions and CpuArchitecture in tools/serverless-plugin/resources/runner.yml the same one.`;
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

/** The logical id of the role that the containers of a stack have; undefined if there is no one such role. */
export function taskRoleIn(template: Template): string | undefined {
  const [only, ...others] = resourcesOf(template, 'AWS::ECS::TaskDefinition').map(
    ({ properties }) => resourceOfArn(properties['TaskRoleArn']),
  );
  return others.length === 0 ? only : undefined;
}
