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

export interface Differences {
  /** Sizes, as Docker writes them, of file systems in memory that stand in for volumes, by their path. */
  readonly tmpfs?: Readonly<Record<string, string>>;
  /** False, and the runner is the first process. */
  readonly init?: false;
}

/** The image's user. Of a volume he is the owner because of the image; a file system in memory has to be told. */
const OWNER = 'uid=993,gid=990';

/** What is translated here, and what says nothing of the rights of the container. */
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

/** @throws {Error} if the definition has a property that would be left out here */
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

function packagedDefinition(): ContainerDefinition {
  const { Resources } = JSON.parse(readFileSync(TEMPLATE, 'utf8')) as {
    Resources: {
      RunnerTaskDefinition: { Properties: { ContainerDefinitions: [ContainerDefinition] } };
    };
  };
  return Resources.RunnerTaskDefinition.Properties.ContainerDefinitions[0];
}
