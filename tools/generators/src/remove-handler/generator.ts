// `nx g …:remove-handler NAME`: undoes `handler` and `adopt`.
import { type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { readService } from '../rescued-function/read-service';
import { removeRescuedFunction, type RemoveOptions } from '../rescued-function/remove';
import { readRescuedFunction } from '../rescued-function/rescued-function';
import { type ServerlessYml } from '../serverless-yml/serverless-yml';
import { SERVERLESS_YML } from '../service-files';

export interface RemoveHandlerOptions extends RemoveOptions {
  readonly name: string;
}

/** @throws {GeneratorError} for a function that is not rescued, and for one that was changed since */
export default async function removeHandlerGenerator(
  tree: Tree,
  { name, ...options }: RemoveHandlerOptions,
): Promise<void> {
  const yml = readService(tree);
  const rescued = rescuedFunctions(yml);
  if (!rescued.includes(name)) {
    throw new GeneratorError(
      `${JSON.stringify(name)} is no rescued function in ${SERVERLESS_YML}: ${rescued.length === 0 ? 'there is none' : `use one of ${rescued.join(', ')}`}.`,
    );
  }
  const fn = readRescuedFunction(yml, name);
  // The file of an adopted handler was there before: it stays, even where `handler` would have written its own.
  const isOwn = fn.handler === `src/${name}.handler` && fn.hasDataBucket;
  await removeRescuedFunction(tree, yml, fn, isOwn ? options : { ...options, keepFiles: true });
}

function rescuedFunctions(yml: ServerlessYml): string[] {
  return yml.keys(['functions']).filter((key) => yml.keys(['functions', key]).includes('rescue'));
}
