// The handler's name for the runtime: the configured one, or the same export in another file.
import path from 'node:path';
import { ContractError, CONTRACT_VARIABLES, quote } from '@immortal/shared';

const LABEL = CONTRACT_VARIABLES.handlerPath;

/**
 * @param configured `Configuration.Handler`, such as `src/app.handler`
 * @param handlerPath the file to use instead, such as `path/to/immortal-handler.js`
 * @returns the value of `_HANDLER`, such as `path/to/immortal-handler.handler`
 * @throws {ContractError} if the file is outside the task root, or a handler's name can't express it
 */
export function handlerName(configured: string, taskRoot: string, handlerPath?: string): string {
  if (handlerPath === undefined) return configured;
  const file = path.resolve(taskRoot, handlerPath);
  const inside = path.relative(taskRoot, file);
  if (inside === '' || inside.split('/')[0] === '..' || /[\\\0]/.test(handlerPath)) {
    throw new ContractError(
      `${LABEL} is ${quote(handlerPath)}, which is outside the function's code. Pass a path within its zip.`,
    );
  }
  const { dir, name } = path.parse(inside);
  if (name.includes('.')) {
    throw new ContractError(
      `${LABEL} is ${quote(handlerPath)}, but a handler's name can't refer to a file with a dot in its name. Rename the file.`,
    );
  }
  return path.join(dir, `${name}.${exportOf(configured)}`);
}

/** Everything after the first dot of the last segment, as AWS's client for Node.js splits it. */
function exportOf(configured: string): string {
  const segment = configured.slice(configured.lastIndexOf('/') + 1);
  return segment.slice(segment.indexOf('.') + 1);
}
