// `nx g …:adopt PATH`: makes a handler that exists immortal; its file stays as it is.
import path from 'node:path';
import { type GeneratorCallback, type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { nextSteps } from '../next-steps';
import { addRescuedFunction } from '../rescued-function/add';
import { checkName } from '../rescued-function/names';
import { rescuedFunction, type RescueOptions } from '../rescued-function/options';
import { readService } from '../rescued-function/read-service';
import { literalRegion, serviceName } from '../rescued-function/service-name';
import { SERVICE_FOLDER } from '../service-files';

export interface AdoptOptions extends RescueOptions {
  /** From the workspace's folder, or from the service's. */
  readonly path: string;
  readonly name?: string;
  readonly export?: string;
}

/**
 * @returns prints what can be done next, once the files are written
 * @throws {GeneratorError} if there is no such handler, or its function exists
 */
export default async function adoptGenerator(
  tree: Tree,
  { path: given, name: givenName, export: exported = 'handler', ...options }: AdoptOptions,
): Promise<GeneratorCallback> {
  const file = handlerFile(tree, given);
  checkExport(tree, file, exported);
  const withoutExtension = file.replace(/\.[cm]?[jt]s$/, '');
  const name = givenName ?? path.posix.basename(withoutExtension);
  const yml = readService(tree);
  const handler = `${path.posix.relative(SERVICE_FOLDER, withoutExtension)}.${exported}`;
  const fn = rescuedFunction({ name, handler, hasDataBucket: false }, options);
  checkName(fn, { service: serviceName(yml), region: literalRegion(yml) });
  await addRescuedFunction(tree, yml, fn, 'resources');
  return nextSteps(fn);
}

/** @returns the path from the workspace's folder */
function handlerFile(tree: Tree, given: string): string {
  const plain = path.posix.normalize(given);
  const candidates = [plain, path.posix.join(SERVICE_FOLDER, plain)];
  const found = candidates.find(
    (file) => file.startsWith(`${SERVICE_FOLDER}/`) && tree.isFile(file),
  );
  if (found !== undefined && /\.[cm]?[jt]s$/.test(found)) return found;
  throw new GeneratorError(
    `${given} is no file of code in ${SERVICE_FOLDER}. Move the handler there, and pass its path, such as ${SERVICE_FOLDER}/src/orders.ts.`,
  );
}

/** By its words, without running anything: enough to find a slip. */
function checkExport(tree: Tree, file: string, exported: string): void {
  if (exported === 'default') {
    throw new GeneratorError(
      `${file}: --export is "default", which Lambda's runtime does not find in a bundled file. Export the handler by a name, such as handler.`,
    );
  }
  const text = tree.read(file, 'utf8') ?? '';
  if (/^\w+$/.test(exported) && exportForms(exported).some((form) => form.test(text))) return;
  throw new GeneratorError(
    `${file} exports no ${JSON.stringify(exported)}. Export the handler by that name, or pass --export with the right one.`,
  );
}

/** As ES modules, CommonJS and TypeScript write it. */
const exportForms = (exported: string): RegExp[] => [
  new RegExp(`\\bexport\\s+(async\\s+)?(function|const|let|var)\\s+${exported}\\b`),
  new RegExp(`\\bexport\\s*\\{[^}]*\\b${exported}\\b`),
  new RegExp(`\\bexports\\.${exported}\\b`),
  new RegExp(`\\bexports\\[(['"])${exported}\\1\\]`),
  new RegExp(`\\b(module\\.exports|export)\\s*=\\s*\\{[^]*\\b${exported}\\b`),
];
