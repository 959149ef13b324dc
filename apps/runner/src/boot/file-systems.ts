// The file systems that a function expects to be mounted.
import fs from 'node:fs';
import { RefusalError } from '../errors';

/** @throws {RefusalError} if the task lacks one of the function's file systems */
export function assertMounted(functionName: string, mountPaths: readonly string[]): void {
  const missing = mountPaths.find((mountPath) => !fs.existsSync(mountPath));
  if (missing === undefined) return;
  throw new RefusalError(
    `Function ${functionName} uses a file system at ${missing}, which this task does not have. Mount it there in the task definition.`,
  );
}
