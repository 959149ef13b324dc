// `nx g …:remove-handler NAME`: undoes `handler` and `adopt`.
import { type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { EVENT_SOURCES } from '../rescued-function/event-source';
import { eventFileOf, sampleEvent } from '../rescued-function/files';
import { readService } from '../rescued-function/read-service';
import { removeRescuedFunction, type RemoveOptions } from '../rescued-function/remove';
import { readRescuedFunction, type RescuedFunction } from '../rescued-function/rescued-function';
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
  if (!isOwn && options.keepFiles !== true) await removeSampleEvent(tree, yml, fn);
}

/** The event that `adopt` has written, unless it was changed: then it is somebody's work. */
async function removeSampleEvent(
  tree: Tree,
  yml: ServerlessYml,
  fn: RescuedFunction,
): Promise<void> {
  const file = eventFileOf(fn.name);
  const found = tree.read(file, 'utf8');
  if (found === null) return;
  const samples = EVENT_SOURCES.map((source) => sampleEvent(tree, yml, fn, source));
  if ((await Promise.all(samples)).includes(found)) tree.delete(file);
}

function rescuedFunctions(yml: ServerlessYml): string[] {
  return yml.keys(['functions']).filter((key) => yml.keys(['functions', key]).includes('rescue'));
}
