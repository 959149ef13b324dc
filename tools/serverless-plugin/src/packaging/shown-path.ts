// Paths as they are shown: from the folder in which the command was given.
import path from 'node:path';

/**
 * @param file absolute, or relative to the service
 * @param serviceDir absolute
 * @returns from the workspace's folder if Nx has started the packaging, else from the service's
 */
export function shownPath(file: string, serviceDir: string): string {
  const from = process.env['NX_WORKSPACE_ROOT'] ?? serviceDir;
  return path.relative(from, path.resolve(serviceDir, file));
}
