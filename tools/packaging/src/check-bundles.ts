// Whether each function finds in its zip what it needs: its handler, and the packages that are not bundled.
import { builtinModules } from 'node:module';
import path from 'node:path';
import { type Bundle } from './bundles';
import { PackagingError } from './errors';
import { type Bundler, type Entry } from './framework';
import { packageOf } from './package-name';
import { dependenciesOf, installing } from './remedy';
import { shownPath } from './shown-path';

/**
 * @param serviceDir absolute
 * @throws {PackagingError} for the first function whose file does not export its handler
 */
export function checkExports(
  entries: readonly Entry[],
  bundles: readonly Bundle[],
  serviceDir: string,
): void {
  for (const { entry, func, functionAlias } of entries) {
    const exports = bundles.find((one) => one.entry === entry)?.exports;
    const handler = func.handler ?? '';
    const name = path.extname(handler).slice(1);
    if (exports === undefined || name === 'default' || exports.includes(name)) continue;
    const found =
      exports.length === 0
        ? 'nothing by name (a default export is called default)'
        : exports.join(', ');
    throw new PackagingError(
      `functions.${functionAlias}.handler is ${JSON.stringify(handler)}, but ${shownPath(entry, serviceDir)} does not export ${name}: ` +
        `it exports ${found}. Correct one of them.`,
    );
  }
}

/**
 * @param serviceDir absolute
 * @returns a sentence for each package that is required, and that the zip will not hold
 */
export function missingExternals(
  { buildOptions }: Bundler,
  bundles: readonly Bundle[],
  serviceDir: string,
): string[] {
  const { external = [], exclude = [] } = buildOptions ?? {};
  if (exclude.includes('*')) return [];
  const dependencies = dependenciesOf(serviceDir);
  return bundles.flatMap(({ entry, externals }) =>
    [...new Set(externals.map((one) => packageOf(one)))]
      .filter((name) => name !== undefined)
      .filter((name) => external.includes(name) && !exclude.includes(name))
      .filter((name) => !(name in dependencies) && !builtinModules.includes(name))
      .map(
        (name) =>
          `${shownPath(entry, serviceDir)} needs ${name}, which the zip will not hold: it is in external under custom: esbuild:, but not in the service’s dependencies. ` +
          `Run ${installing(name, serviceDir)}, or name it in exclude too if a layer brings it or the code does without it.`,
      ),
  );
}
