// Whether each handler that is bundled has its file.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PackagingError } from './errors';
import { type Bundler } from './framework';
import { shownPath } from './shown-path';

/** What serverless-esbuild looks for if nothing else is set. */
const DEFAULT_EXTENSIONS = ['.ts', '.js', '.jsx', '.tsx'];

/**
 * Where serverless-esbuild would say that the compilation failed, and name no file.
 *
 * @param serviceDir absolute
 * @throws {PackagingError} for the first that has none
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
    throw new PackagingError(
      `functions.${key}.handler is ${JSON.stringify(handler)}, but there is no file ${shown} with any of ${extensions.join(', ')}. ` +
        'Write the path from the service’s folder without the extension, then a dot and the name of the export.',
    );
  }
}
