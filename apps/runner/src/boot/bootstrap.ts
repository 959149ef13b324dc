// Which program runs the function: the runtime's bootstrap, or the one that a custom runtime brings in its zip.
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
 * The path of the bootstrap for a runtime. Call it when the code and the layers are unpacked.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
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
        ? 'Put an executable file of that name into the zip of the function or of a layer.'
        : `Build the image on AWS's base image for ${runtime}, or let ${RUNNER_VARIABLES.runtimeDir} name the folder of a bootstrap.`),
  );
}
