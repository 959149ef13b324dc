// What each bundle of esbuild exports and requires.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { init, parse } from 'cjs-module-lexer';
import { type BuildOptions, type BuildResult, type Message, type Plugin } from 'esbuild';

export interface Bundle {
  /** The handler's file, relative to the service. */
  readonly entry: string;
  /** The names that the file exports, without `default`; undefined if only running the file would show them. */
  readonly exports?: readonly string[];
  /** The packages and Node.js modules that the bundle requires but does not contain. */
  readonly externals: readonly string[];
  /** The folders of the packages whose code the bundle contains, relative to the service. */
  readonly packages: readonly string[];
  readonly warnings: readonly Message[];
}

const PACKAGE_FOLDER = /^.*(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * A plugin for esbuild that collects its bundles.
 *
 * @param onBundle called for each bundle without errors
 */
export function bundleCollector(onBundle: (bundle: Bundle) => void): Plugin {
  return {
    name: 'bundle-collector',
    setup: (build) => {
      const { initialOptions } = build;
      initialOptions.metafile = true; // not for the zip: serverless-esbuild leaves it out
      build.onEnd(async (result) => {
        const bundle = await bundleOf(result, initialOptions);
        if (bundle) onBundle(bundle);
      });
    },
  };
}

async function bundleOf(
  { metafile, warnings }: BuildResult,
  { format, absWorkingDir = process.cwd() }: BuildOptions,
): Promise<Bundle | undefined> {
  for (const [file, output] of Object.entries(metafile?.outputs ?? {})) {
    const { entryPoint, imports, inputs } = output;
    if (entryPoint === undefined) continue;
    const names =
      format === 'esm'
        ? output.exports.filter((name) => name !== 'default')
        : await exportsOf(path.join(absWorkingDir, file), metafile?.inputs[entryPoint]?.format);
    const externals = imports.filter(({ external }) => external).map((one) => one.path);
    const packages = packagesOf(inputs);
    return { entry: entryPoint, ...(names && { exports: names }), externals, packages, warnings };
  }
  return undefined; // nothing is written after an error
}

/** Without packages that tree shaking removed. */
function packagesOf(
  inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>,
): string[] {
  const used = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const folders = used.flatMap(([file]) => PACKAGE_FOLDER.exec(file) ?? []);
  return [...new Set(folders)];
}

/**
 * esbuild annotates the exports of an ES module for the lexer that Node.js uses too. A CommonJS module may assign its
 * exports in ways that only running it shows.
 */
async function exportsOf(
  bundle: string,
  format: 'cjs' | 'esm' | undefined,
): Promise<readonly string[] | undefined> {
  if (format === 'cjs') return undefined;
  await init();
  const { exports, reexports } = parse(readFileSync(bundle, 'utf8'));
  return reexports.length > 0 ? undefined : exports;
}
