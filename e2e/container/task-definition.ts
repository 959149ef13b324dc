// How the deployed task definition starts the runner's container, as options of `docker run`.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const TEMPLATE = path.join(
  __dirname,
  '../../apps/service/.serverless/cloudformation-template-update-stack.json',
);

/** As CloudFormation spells it. */
interface ContainerDefinition {
  readonly Environment: readonly { readonly Name: string; readonly Value: string }[];
  readonly ReadonlyRootFilesystem?: boolean;
  readonly LinuxParameters?: {
    readonly Capabilities?: { readonly Drop?: readonly string[] };
    readonly InitProcessEnabled?: boolean;
  };
  readonly MountPoints?: readonly { readonly ContainerPath: string }[];
}

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly ContainerDefinitions: readonly [ContainerDefinition] };
}

export interface Differences {
  /** Sizes, in Docker's format, of in-memory file systems that replace volumes, by path. */
  readonly tmpfs?: Readonly<Record<string, string>>;
  /** If false, the runner is the first process. */
  readonly init?: false;
}

/** The image's user. A volume takes its owner from the image; an in-memory file system needs it as an option. */
const OWNER = 'uid=993,gid=990';

/** The properties that this file translates, and those that do not affect the container's permissions. */
const KNOWN = new Set([
  'Environment',
  'ReadonlyRootFilesystem',
  'LinuxParameters',
  'MountPoints',
  'Name',
  'Image',
  'Essential',
  'StopTimeout',
  'LogConfiguration',
]);

/** @throws {Error} if the definition has a property that this file would ignore */
export function optionsOfTaskDefinition({ tmpfs = {}, init }: Differences = {}): string[] {
  const definition = packagedDefinition();
  const { LinuxParameters = {}, MountPoints = [], Environment } = definition;
  const volumes = MountPoints.map(({ ContainerPath }) => ContainerPath);
  const unknown = Object.keys(definition).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) throw new Error(`Teach ${__filename} ${unknown.join(', ')}.`);
  return [
    ...(definition.ReadonlyRootFilesystem ? ['--read-only'] : []),
    ...(LinuxParameters.InitProcessEnabled && init !== false ? ['--init'] : []),
    ...(LinuxParameters.Capabilities?.Drop ?? []).flatMap((name) => ['--cap-drop', name]),
    ...volumes
      .filter((folder) => tmpfs[folder] === undefined)
      .flatMap((folder) => ['--mount', `type=volume,dst=${folder}`]),
    ...Object.entries(tmpfs).flatMap(([folder, size]) => [
      '--tmpfs',
      `${folder}:size=${size},${OWNER}`,
    ]),
    ...Environment.flatMap(({ Name, Value }) => ['--env', `${Name}=${Value}`]),
  ];
}

/** The definitions of all functions start the container with the same options. */
function packagedDefinition(): ContainerDefinition {
  const { Resources } = JSON.parse(readFileSync(TEMPLATE, 'utf8')) as {
    Resources: Record<string, Resource>;
  };
  const found = Object.values(Resources).find(({ Type }) => Type === 'AWS::ECS::TaskDefinition');
  if (!found) throw new Error(`${TEMPLATE} has no task definition.`);
  return found.Properties.ContainerDefinitions[0];
}
