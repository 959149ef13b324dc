// Finds the file that `adopt` is given, for any kind of path.
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { SERVICE_FOLDER } from '../service-files';

/** Source files that esbuild can bundle. */
export const CODE = /\.([cm]?[jt]s|[jt]sx)$/;

/**
 * @param given absolute, or relative to the workspace, the service or the current folder
 * @param calledIn the current folder, absolute
 * @returns the path relative to the workspace
 * @throws {GeneratorError} if it is not a source file of the service
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
    `${given} is not a source file in ${SERVICE_FOLDER}. Move the handler there, and pass its path, such as ${SERVICE_FOLDER}/src/orders.ts.`,
  );
}

/** The path itself if the file does not exist. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
