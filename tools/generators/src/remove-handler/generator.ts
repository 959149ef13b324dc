// `nx g …:remove-handler NAME`: removes what `handler` or `adopt` added.
import { type GeneratorCallback, logger, type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { EVENT_SOURCES } from '../rescued-function/event-source';
import { eventFileOf, sampleEvent } from '../rescued-function/files';
import { readService } from '../rescued-function/read-service';
import { removeRescuedFunction, type RemoveOptions } from '../rescued-function/remove';
import { readRescuedFunction, type RescuedFunction } from '../rescued-function/rescued-function';
import { type YamlFile } from '../yaml-file/yaml-file';
import { SERVERLESS_YML } from '../service-files';

export interface RemoveHandlerOptions extends RemoveOptions {
  readonly name: string;
}

/**
 * @returns says after the files are written what that means on AWS
 * @throws {GeneratorError} for a function that is not rescued, and for one that was changed after it was generated
 */
export default async function removeHandlerGenerator(
  tree: Tree,
  { name, ...options }: RemoveHandlerOptions,
): Promise<GeneratorCallback> {
  const yml = readService(tree);
  const rescued = rescuedFunctions(yml);
  if (!rescued.includes(name)) {
    throw new GeneratorError(
      `${JSON.stringify(name)} is not a rescued function in ${SERVERLESS_YML}: ${rescued.length === 0 ? 'it has none' : `use one of ${rescued.join(', ')}`}.`,
    );
  }
  const fn = readRescuedFunction(yml, name);
  // Keeps the file of an adopted handler, even if it has the name of a generated one.
  const isOwn = fn.handler === `src/${name}.handler` && fn.hasDataBucket;
  await removeRescuedFunction(tree, yml, fn, isOwn ? options : { ...options, keepFiles: true });
  if (!isOwn && options.keepFiles !== true) await removeSampleEvent(tree, yml, fn);
  return () => {
    logger.info(onAws(fn));
  };
}

function onAws({ name, eventSource }: RescuedFunction): string {
  const bucket = 'It fails while the bucket of the function is not empty.';
  return [
    '',
    `${name} is removed. The next deployment deletes its failure queue from AWS, and the messages in it.`,
    ...(eventSource === 's3' ? [bucket] : []),
  ].join('\n');
}

/** Removes the event that `adopt` wrote, unless it was changed. */
async function removeSampleEvent(tree: Tree, yml: YamlFile, fn: RescuedFunction): Promise<void> {
  const file = eventFileOf(fn.name);
  const found = tree.read(file, 'utf8');
  if (found === null) return;
  const samples = EVENT_SOURCES.map((source) => sampleEvent(tree, yml, fn, source));
  if ((await Promise.all(samples)).includes(found)) tree.delete(file);
}

function rescuedFunctions(yml: YamlFile): string[] {
  return yml.keys(['functions']).filter((key) => yml.keys(['functions', key]).includes('rescue'));
}
