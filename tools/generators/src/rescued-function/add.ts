// Adds a rescued function to the service: its parts of YAML files and its own files, or nothing.
import { failureQueueId } from '@immortal/shared';
import { type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { KIT_RESOURCES_FOLDER, RESOURCES_FOLDER, SERVICE_FOLDER } from '../service-files';
import { type YamlFile } from '../yaml-file/yaml-file';
import { filesOf, type Which } from './files';
import { formerPartsOf } from './former-parts';
import { roleId } from './names';
import { changeParts, findPart, type Part } from './part';
import { partsOf } from './parts';
import { readYaml } from './read-service';
import { type RescuedFunction } from './rescued-function';

/** @throws {GeneratorError} if a part of it exists; then the tree is unchanged */
export async function addRescuedFunction(
  tree: Tree,
  yml: YamlFile,
  fn: RescuedFunction,
  which: Which,
): Promise<void> {
  const files = await filesOf(tree, yml, fn, which);
  const parts = partsOf(fn);
  refuseExistingParts(tree, [...parts, ...formerPartsOf(fn)]);
  refuseExistingResources(tree, fn);
  refuseExistingFiles(tree, fn, [...files.keys()]);
  changeParts(tree, parts, (text, { place, lines, separated }) =>
    text.insert(place(text), lines, separated),
  );
  for (const [file, content] of files) tree.write(file, content);
}

function refuseExistingParts(tree: Tree, parts: readonly Part[]): void {
  const part = parts.find((one) => findPart(tree, one) !== undefined);
  if (part) throw exists(`In ${part.file}, ${part.what}`);
}

/** The failure queue is one of them: with another function's queue, the secondary would mistake one for the other. */
function refuseExistingResources(tree: Tree, { name, hasOwnRole }: RescuedFunction): void {
  for (const id of [failureQueueId(name), ...(hasOwnRole ? [roleId(name)] : [])]) {
    const file = resourceFileWith(tree, id);
    if (file !== undefined) throw exists(`The resource ${id} in ${file}`);
  }
}

function refuseExistingFiles(
  tree: Tree,
  { name }: RescuedFunction,
  files: readonly string[],
): void {
  const file = files.find((one) => tree.exists(one));
  if (file !== undefined) throw exists(file);
  const folder = `${SERVICE_FOLDER}/src/${name}`;
  if (files.includes(`${folder}.ts`) && tree.exists(folder)) throw exists(`The folder ${folder}`);
}

function exists(what: string): GeneratorError {
  return new GeneratorError(
    `${what} already exists. Use another name, or remove it first: remove-handler removes what handler or adopt added.`,
  );
}

function resourceFileWith(tree: Tree, logicalId: string): string | undefined {
  return [RESOURCES_FOLDER, KIT_RESOURCES_FOLDER]
    .flatMap((folder) => tree.children(folder).map((file) => `${folder}/${file}`))
    .find((file) => readYaml(tree, file).keys(['Resources']).includes(logicalId));
}
