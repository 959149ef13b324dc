// `nx g …:adopt PATH`: makes existing handlers immortal, without changing their files.
import path from 'node:path';
import { type SourceFolder, SourceFiles } from '@immortal/runtime-api/handler-source';
import { type GeneratorCallback, type Tree } from '@nx/devkit';
import { GeneratorError } from '../errors';
import { addRescuedFunction } from '../rescued-function/add';
import { type EventSource } from '../rescued-function/event-source';
import { eventFileOf, sampleEvent } from '../rescued-function/files';
import { checkName } from '../rescued-function/names';
import { rescuedFunction, type RescueOptions } from '../rescued-function/options';
import { readService } from '../rescued-function/read-service';
import { type RescuedFunction } from '../rescued-function/rescued-function';
import { literalRegion, serviceName } from '../rescued-function/service-name';
import { type YamlFile } from '../yaml-file/yaml-file';
import { SERVICE_FOLDER } from '../service-files';
import { adoptedSteps } from './adopted-steps';
import { eventSourceOfCode } from './event-source-of-code';
import { functionNameOf } from './function-names';
import { CODE, handlerFile } from './handler-file';
import { checkHandler, listOf, USUAL_EXPORT } from './handlers';
import { type Needs, needsOf } from './imports';

export interface AdoptOptions extends RescueOptions {
  /** Absolute, or relative to the workspace, the service or the current folder. */
  readonly path: string | readonly string[];
  /** More paths. */
  readonly _?: readonly string[];
  /** Only for a single handler. */
  readonly name?: string;
  /** One or several exports of each file. */
  readonly export?: string | readonly string[];
  /** Whether to install missing packages. */
  readonly install?: boolean;
}

/** A handler to adopt. */
interface Found {
  readonly fn: RescuedFunction;
  readonly needs: Needs;
  /** Whether its sample event has the content that it expects. */
  readonly hasEvent: boolean;
}

/**
 * @returns runs after the files are written: prints the next steps and, with `install`, installs missing packages
 * @throws {GeneratorError} if there is no such handler, or its function exists; then nothing is written
 */
export default async function adoptGenerator(
  tree: Tree,
  options: AdoptOptions,
): Promise<GeneratorCallback> {
  const sources = new SourceFiles(sourcesIn(tree));
  const found: Found[] = [];
  for (const { file, exported, isOne } of handlersOf(tree, options)) {
    const yml = readService(tree);
    checkHandler(sources, file, exported, yml.get(['provider', 'runtime']));
    const fn = functionOf(yml, { file, exported, isOne }, options);
    const needs = needsOf(tree, sources, file);
    const code = needs.files.filter((one) => CODE.test(one)).map((one) => sources.parse(one));
    const sample = fn.eventSource === 'none' ? eventSourceOfCode(code) : fn.eventSource;
    await addRescuedFunction(tree, yml, fn, 'resources');
    const hasEvent = await addSampleEvent(tree, yml, fn, sample);
    found.push({ fn, needs, hasEvent });
  }
  return adoptedSteps(tree, found, options.install ?? false);
}

function sourcesIn(tree: Tree): SourceFolder {
  return {
    isFile: (file) => tree.isFile(file),
    read: (file) => tree.read(file, 'utf8') ?? '',
    refuse: (message) => {
      throw new GeneratorError(message);
    },
  };
}

/**
 * Keeps an existing event.
 *
 * @returns false if the code does not show what event it expects, so that the event is empty
 */
async function addSampleEvent(
  tree: Tree,
  yml: YamlFile,
  fn: RescuedFunction,
  source: EventSource,
): Promise<boolean> {
  const file = eventFileOf(fn.name);
  if (tree.exists(file)) return true;
  tree.write(file, await sampleEvent(tree, yml, fn, source));
  return source !== 'none';
}

interface Wanted {
  readonly file: string;
  readonly exported: string;
  /** Whether it is the only handler of its file that is adopted now. */
  readonly isOne: boolean;
}

function handlersOf(tree: Tree, options: AdoptOptions): Wanted[] {
  const calledIn = process.env['INIT_CWD'] ?? process.cwd();
  const given = [...listOf(options.path), ...listOf(options._)];
  const files = [...new Set(given.map((one) => handlerFile(tree, one, calledIn)))];
  const exports = options.export === undefined ? [USUAL_EXPORT] : listOf(options.export);
  if (exports.length === 0)
    throw new GeneratorError('--export is empty. Pass a name, such as handler.');
  const wanted = files.flatMap((file) =>
    exports.map((exported) => ({ file, exported, isOne: exports.length === 1 })),
  );
  if (options.name === undefined || wanted.length === 1) return wanted;
  throw new GeneratorError(
    `--name is ${JSON.stringify(options.name)} for ${wanted.length} handlers. Remove --name, or adopt them one by one.`,
  );
}

function functionOf(
  yml: YamlFile,
  { file, exported, isOne }: Wanted,
  options: AdoptOptions,
): RescuedFunction {
  const handler = `${path.posix.relative(SERVICE_FOLDER, file).replace(CODE, '')}.${exported}`;
  const name = options.name ?? freeName(yml, file, exported, isOne);
  const fn = rescuedFunction({ name, handler, hasDataBucket: false }, options);
  checkName(fn, { service: serviceName(yml), region: literalRegion(yml) });
  return fn;
}

/** The short name, or the longer one if another handler, such as one of the same file, has it. */
function freeName(yml: YamlFile, file: string, exported: string, isOne: boolean): string {
  const short = functionNameOf(file, exported, isOne);
  const isTaken = yml.keys(['functions']).includes(short);
  return isTaken ? functionNameOf(file, exported, false) : short;
}
