// Finds the file that `adopt` is given, however its path is written.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { SERVICE_FOLDER } from '../service-files';

/** Files of code, as esbuild reads them. */
export const CODE = /\.([cm]?[jt]s|[jt]sx)$/;

/**
 * @param given absolute, or from the workspace's folder, the service's, or the one in which the command was called
 * @param calledIn that folder, absolute
 * @returns the path from the workspace's folder
 * @throws {GeneratorError} if there is no such file of code in the service
 */
export function handlerFile(tree: Tree, given: string, calledIn: string): string {
  const candidates = path.isAbsolute(given)
    ? [path.relative(tree.root, given), path.relative(realPath(tree.root), realPath(given))]
    : [
        given,
        path.relative(tree.root, path.resolve(calledIn, given)),
        `${SERVICE_FOLDER}/${given}`,
      ];
  const found = candidates
    .map((file) => path.posix.normalize(file.replaceAll(path.sep, '/')))
    .find((file) => file.startsWith(`${SERVICE_FOLDER}/`) && tree.isFile(file));
  if (found !== undefined && CODE.test(found)) return found;
  throw new GeneratorError(
    `${given} is no file of code in ${SERVICE_FOLDER}. Move the handler there, and pass its path, such as ${SERVICE_FOLDER}/src/orders.ts.`,
  );
}

/** The path itself for what does not exist. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
