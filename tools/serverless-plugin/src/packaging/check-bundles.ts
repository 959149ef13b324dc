// Checks that each zip contains what its function needs: its handler, and the packages that are not bundled.
import { builtinModules } from 'node:module';
import path from 'node:path';
import { type Bundle } from './bundles';
import { PluginError } from '../errors';
import { type Bundler, type Entry } from '../framework';
import { packageOf } from './package-name';
import { dependenciesOf, installing } from './remedy';
import { shownPath } from './shown-path';

/**
 * @param serviceDir absolute
 * @throws {PluginError} for the first function whose file does not export its handler
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
    throw new PluginError(
      `functions.${functionAlias}.handler is ${JSON.stringify(handler)}, but ${shownPath(entry, serviceDir)} does not export ${name}: ` +
        `it exports ${found}. Correct one of them.`,
    );
  }
}

/**
 * Packages are installed once, for the architecture of the service.
 *
 * @returns a line for each function of another architecture that requires any of them
 */
export function otherArchitectures(
  { buildOptions, functionEntries }: Bundler,
  bundles: readonly Bundle[],
  architecture: string,
): string[] {
  const { external = [], exclude = [] } = buildOptions ?? {};
  const installs = exclude.includes('*') ? [] : external.filter((one) => !exclude.includes(one));
  return functionEntries.flatMap(({ entry, func, functionAlias }) => {
    if ((func.architecture ?? architecture) === architecture) return [];
    const required = bundles.find((one) => one.entry === entry)?.externals ?? [];
    const installed = installs.filter((name) => required.some((one) => packageOf(one) === name));
    if (installed.length === 0) return [];
    return [
      `functions.${functionAlias} has architecture: ${func.architecture}, but these packages are installed for ${architecture}: ${installed.join(', ')}. Give it the architecture of provider:, or its own zip by package: artifact:.`,
    ];
  });
}

/**
 * @param serviceDir absolute
 * @returns a line for each required package that will not be in the zip
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
          `${shownPath(entry, serviceDir)} needs ${name}, which will not be in the zip: it is listed in external under custom: esbuild:, but not in the service’s dependencies. ` +
          `Run ${installing(name, serviceDir)}, or list it in exclude too if a layer provides it or the code works without it.`,
      ),
  );
}
