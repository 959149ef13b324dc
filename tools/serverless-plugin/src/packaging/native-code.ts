// Whether a bundle holds the JavaScript of a package whose native code it can't hold.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Bundle } from './bundles';
import { externalRemedy } from './remedy';
import { shownPath } from './shown-path';

/** Packages whose work is to find or build the native code of those that depend on them. */
const LOADERS: readonly string[] = [
  '@mapbox/node-pre-gyp',
  'bindings',
  'node-gyp-build',
  'node-gyp-build-optional-packages',
  'prebuild-install',
];

/** As in `@img/sharp-linux-x64`, one optional dependency a platform. */
const FOR_A_PLATFORM = /(?:^|[-/])linux-(?:x64|arm64)(?:-|$)/;

interface Manifest {
  readonly name?: string;
  readonly gypfile?: boolean;
  readonly dependencies?: object;
  readonly optionalDependencies?: object;
}

/**
 * esbuild follows only what is required by a literal name, so such a bundle is made without an error and fails when
 * it runs.
 *
 * @param serviceDir absolute
 * @returns a sentence for each such package of each bundle
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
