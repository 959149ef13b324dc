// Paths in messages: relative to the folder that the user works in.
import path from 'node:path';

/**
 * @param file absolute, or relative to the service
 * @param serviceDir absolute
 * @returns relative to the workspace if Nx started the packaging, otherwise relative to the service
 */
export function shownPath(file: string, serviceDir: string): string {
  const from = process.env['NX_WORKSPACE_ROOT'] ?? serviceDir;
  return path.relative(from, path.resolve(serviceDir, file));
}
