// Finds packages with native code, which a bundle can't contain.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Bundle } from './bundles';
import { externalRemedy } from './remedy';
import { shownPath } from './shown-path';

/** Packages that find or build the native code of the packages that depend on them. */
const LOADERS: readonly string[] = [
  '@mapbox/node-pre-gyp',
  'bindings',
  'node-gyp-build',
  'node-gyp-build-optional-packages',
  'prebuild-install',
];

/** As in `@img/sharp-linux-x64`: one optional dependency for each platform. */
const FOR_A_PLATFORM = /(?:^|[-/])linux-(?:x64|arm64)(?:-|$)/;

interface Manifest {
  readonly name?: string;
  readonly gypfile?: boolean;
  readonly dependencies?: object;
  readonly optionalDependencies?: object;
}

/**
 * esbuild follows only literal names in `require`, so it bundles such a package without an error, and the function
 * fails when it runs.
 *
 * @param serviceDir absolute
 * @returns a line for each such package of each bundle
 */
export function bundledNativeCode(bundles: readonly Bundle[], serviceDir: string): string[] {
  return bundles.flatMap(({ entry, packages }) =>
    packages
      .map((folder) => nativePackage(path.resolve(serviceDir, folder)))
      .filter((name) => name !== undefined)
      .map(
        (name) =>
          `${shownPath(entry, serviceDir)} bundles ${name}, but not its native code. ${externalRemedy(name, serviceDir)}`,
      ),
  );
}

/** @returns its name; undefined if all of it is JavaScript */
function nativePackage(folder: string): string | undefined {
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest)) return undefined;
  const {
    name,
    gypfile = false,
    dependencies = {},
    optionalDependencies = {},
  } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
  const isNative =
    gypfile ||
    existsSync(path.join(folder, 'binding.gyp')) ||
    LOADERS.some((loader) => loader in dependencies) ||
    Object.keys(optionalDependencies).some((one) => FOR_A_PLATFORM.test(one));
  return isNative ? name : undefined;
}
