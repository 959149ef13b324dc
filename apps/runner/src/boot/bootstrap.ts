// Finds the program that runs the function: the image's bootstrap, or a custom runtime's own.
import fs from 'node:fs';
import path from 'node:path';
import { isCustomRuntime } from '@immortal/runtime-api';
import { RefusalError } from '../errors';
import { RUNNER_VARIABLES } from '../arguments/settings';

interface Folders {
  readonly taskRoot: string;
  readonly runtimeDir: string;
  readonly optDir: string;
}

/**
 * Call it after the code and the layers are unpacked.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
 * @returns the bootstrap's path
 * @throws {RefusalError} if there is none
 */
export function findBootstrap(runtime: string, folders: Folders): string {
  const candidates = isCustomRuntime(runtime)
    ? [path.join(folders.taskRoot, 'bootstrap'), path.join(folders.optDir, 'bootstrap')]
    : [path.join(folders.runtimeDir, 'bootstrap')];
  const found = candidates.find((file) => fs.existsSync(file));
  if (found !== undefined) return found;
  throw new RefusalError(
    `There is no ${candidates.join(' and no ')} to run a function of runtime ${runtime}. ` +
      (isCustomRuntime(runtime)
        ? "Add an executable file of that name to the function's zip or to a layer."
        : `Build the image on AWS's base image for ${runtime}, or set ${RUNNER_VARIABLES.runtimeDir} to a folder with a bootstrap.`),
  );
}
