// Checks that the file of each bundled handler exists.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PluginError } from '../errors';
import { type Bundler } from '../framework';
import { shownPath } from './shown-path';

/** serverless-esbuild's own default. */
const DEFAULT_EXTENSIONS = ['.ts', '.js', '.jsx', '.tsx'];

/**
 * serverless-esbuild itself would only report that the compilation failed, and not name the file.
 *
 * @param serviceDir absolute
 * @throws {PluginError} for the first handler without a file
 */
export function checkHandlerFiles(bundler: Bundler, serviceDir: string): void {
  const extensions = bundler.buildOptions?.resolveExtensions ?? DEFAULT_EXTENSIONS;
  for (const [key, { handler = '', skipEsbuild, ...config }] of Object.entries(bundler.functions)) {
    const { esbuildEntrypoint = handler } = config as { esbuildEntrypoint?: string };
    if (skipEsbuild) continue;
    const stem = esbuildEntrypoint.slice(0, -path.extname(esbuildEntrypoint).length || undefined);
    const candidates = [stem, path.join(stem, 'index')].flatMap((one) =>
      extensions.map((extension) => path.join(serviceDir, one + extension)),
    );
    if (candidates.some((file) => existsSync(file))) continue;
    const shown = shownPath(path.join(serviceDir, stem), serviceDir);
    throw new PluginError(
      `functions.${key}.handler is ${JSON.stringify(handler)}, but there is no file ${shown} with any of ${extensions.join(', ')}. ` +
        'Write the path from the service’s folder without the extension, then a dot and the name of the export.',
    );
  }
}
