// Finds the packages that a handler imports and the service lacks, and how npm installs them.
import path from 'node:path';
import { type Tree } from '@nx/devkit';
import { SERVICE_FOLDER } from '../service-files';

const MANIFEST = 'package.json';
const KINDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

type Manifest = { readonly name?: string } & {
  readonly [kind in (typeof KINDS)[number]]?: Readonly<Record<string, string>>;
};

/**
 * @param packages that the handler imports
 * @returns those that neither the service nor the workspace declares, with the version range of the handler's own
 *   package.json, if it has one: `uuid`, `csv-parse@^5.5.0`
 */
export function missingPackages(
  tree: Tree,
  handlerFile: string,
  packages: readonly string[],
): string[] {
  const service = manifestIn(tree, SERVICE_FOLDER);
  const declared = { ...versionsIn(manifestIn(tree, '.')), ...versionsIn(service) };
  const wanted = versionsNear(tree, handlerFile);
  const missing = packages.filter((name) => !(name in declared) && name !== service.name);
  const types = missing.map(typesOf).filter((name) => name in wanted && !(name in declared));
  return [...missing, ...types].map((name) =>
    isRange(wanted[name]) ? `${name}@${wanted[name]}` : name,
  );
}

/** https://github.com/DefinitelyTyped/DefinitelyTyped#what-about-scoped-packages */
function typesOf(name: string): string {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`;
}

/** The arguments of npm, in the workspace's folder. */
export function installArguments(tree: Tree, packages: readonly string[]): string[] {
  return ['i', '-w', manifestIn(tree, SERVICE_FOLDER).name ?? SERVICE_FOLDER, ...packages];
}

export function shellWord(text: string): string {
  return /^[\w@/.-]+$/.test(text) ? text : `'${text}'`;
}

/** The versions in the package.json that came with the handler, below the service's own. */
function versionsNear(tree: Tree, file: string): Readonly<Record<string, string>> {
  let folder = path.posix.dirname(file);
  while (folder.startsWith(`${SERVICE_FOLDER}/`)) {
    if (tree.isFile(`${folder}/${MANIFEST}`)) return versionsIn(manifestIn(tree, folder));
    folder = path.posix.dirname(folder);
  }
  return {};
}

/** Excludes paths, URLs and characters that a shell would interpret. */
function isRange(version: string | undefined): version is string {
  return version !== undefined && /^[\d.x^~<>=| -]+[\w.-]*$/.test(version);
}

function versionsIn(manifest: Manifest): Record<string, string> {
  return Object.assign({}, ...KINDS.map((kind) => manifest[kind] ?? {})) as Record<string, string>;
}

function manifestIn(tree: Tree, folder: string): Manifest {
  return JSON.parse(tree.read(`${folder}/${MANIFEST}`, 'utf8') ?? '{}') as Manifest;
}
