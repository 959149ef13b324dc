// Adds a rescued function to the service: its parts of serverless.yml and its files, or nothing.
import { type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { ServerlessYml } from '../serverless-yml/serverless-yml';
import { RESOURCES_FOLDER, SERVERLESS_YML, SERVICE_FOLDER } from '../service-files';
import { filesOf, type Which } from './files';
import { failureQueueId } from './names';
import { type Part, partsOf } from './parts';
import { type RescuedFunction } from './rescued-function';

/** @throws {GeneratorError} if a part of it exists; then the tree is unchanged */
export async function addRescuedFunction(
  tree: Tree,
  yml: ServerlessYml,
  fn: RescuedFunction,
  which: Which,
): Promise<void> {
  const files = await filesOf(tree, yml, fn, which);
  const parts = partsOf(fn);
  refuseExisting(tree, yml, fn, parts, [...files.keys()]);
  const changed = parts.reduce(
    (text, { place, lines, separated }) => text.insert(place(text), lines, separated),
    yml,
  );
  tree.write(SERVERLESS_YML, changed.text);
  for (const [file, content] of files) tree.write(file, content);
}

function refuseExisting(
  tree: Tree,
  yml: ServerlessYml,
  { name }: RescuedFunction,
  parts: readonly Part[],
  files: readonly string[],
): void {
  const inYml = parts.find(({ find }) => find(yml) !== undefined);
  if (inYml) throw exists(`In ${SERVERLESS_YML}, ${inYml.what}`);
  const other = resourceFileWith(tree, failureQueueId(name));
  if (other !== undefined) throw exists(`The resource ${failureQueueId(name)} in ${other}`);
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
  return tree
    .children(RESOURCES_FOLDER)
    .map((file) => `${RESOURCES_FOLDER}/${file}`)
    .find((file) => {
      const yml = new ServerlessYml(tree.read(file, 'utf8') ?? '');
      return yml.keys(['Resources']).includes(logicalId);
    });
}
