// `nx g …:handler NAME`: creates an immortal handler with its spec and a sample event.
import { type GeneratorCallback, type Tree } from '@nx/devkit';
import { nextSteps } from '../next-steps';
import { addRescuedFunction } from '../rescued-function/add';
import { checkName } from '../rescued-function/names';
import { rescuedFunction, type RescueOptions } from '../rescued-function/options';
import { readService } from '../rescued-function/read-service';
import { literalRegion, serviceName } from '../rescued-function/service-name';
import { SERVICE_FOLDER } from '../service-files';

export interface HandlerOptions extends RescueOptions {
  readonly name: string;
}

/**
 * @returns prints the next steps after the files are written
 * @throws {GeneratorError} for a name or a policy that is not allowed, and if a part of it exists
 */
export default async function handlerGenerator(
  tree: Tree,
  { name, ...options }: HandlerOptions,
): Promise<GeneratorCallback> {
  const yml = readService(tree);
  const handler = `src/${name}.handler`;
  const fn = rescuedFunction({ name, handler, hasDataBucket: true }, options);
  checkName(fn, { service: serviceName(yml), region: literalRegion(yml) });
  await addRescuedFunction(tree, yml, fn, 'all');
  return nextSteps(fn, `${SERVICE_FOLDER}/events/${name}.json`);
}
