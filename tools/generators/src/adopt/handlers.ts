// Checks the handlers to adopt: each is a file and one of its exports, which Lambda's runtime can call.
import path from 'node:path';
import {
  callbackStyle,
  type ModuleExports,
  moduleExports,
  refusesCallbacks,
  type SourceFiles,
} from '@immortal/runtime-api/handler-source';
import { GeneratorError } from '../errors';

/** The default of `--export`. */
export const USUAL_EXPORT = 'handler';

/**
 * @param runtime `provider.runtime`, if it is plain text
 * @throws {GeneratorError} if the file has no such export, or one that the runtime refuses
 */
export function checkHandler(
  sources: SourceFiles,
  file: string,
  exported: string,
  runtime: unknown,
): void {
  const found = moduleExports(sources, file);
  const value = found.values.get(exported);
  if (exported === 'default' || (value === undefined && !found.isOpen)) {
    throw new GeneratorError(notExported(file, exported, found));
  }
  const style = value && refusesCallbacks(runtime) ? callbackStyle(value) : undefined;
  if (style === undefined) return;
  throw new GeneratorError(
    `${file}: ${exported} ${style}, which Lambda’s runtime ${String(runtime)} refuses. ` +
      'Make it async (event, context) and return the result, or throw; or keep nodejs22.x: docs/generators.md, "adopt".',
  );
}

function notExported(file: string, exported: string, found: ModuleExports): string {
  const names = [...found.values.keys()].filter((name) => name !== 'default');
  if (names.length > 0) {
    return `${file} has no export ${JSON.stringify(exported)}${exported === 'default' ? ' that Lambda finds' : ''}. Pass --export with one of ${names.join(', ')}.`;
  }
  if (found.isFunction) {
    return `${file} exports the function itself, without a name for Lambda. Add the line "module.exports.${USUAL_EXPORT} = module.exports;" at its end.`;
  }
  if (found.values.has('default')) {
    const { name, ext } = path.posix.parse(file);
    // Only imports of ES modules need the extension.
    const from = /^\.m[jt]s$/.test(ext) ? `${name}.mjs` : name;
    return `${file} exports its handler as default, which Lambda can't find in a bundled file. Write ${name}-handler${ext} beside it with the line "export { default as ${USUAL_EXPORT} } from './${from}';", and adopt that.`;
  }
  return `${file} exports nothing. Export the handler by a name, such as ${USUAL_EXPORT}.`;
}

/** @returns the values of an option as a list without duplicates */
export function listOf(given: string | readonly string[] | undefined): string[] {
  const values = typeof given === 'string' ? [given] : (given ?? []);
  const names = values.flatMap((value) => value.split(',')).map((value) => value.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}
