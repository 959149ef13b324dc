// The zips that packaging has left, of functions and of layers.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../kernel/errors';

export interface PackagedZip {
  readonly zipFile: string;
  /** Base64, as Lambda shows it. */
  readonly codeSha256: string;
  /** Bytes. */
  readonly codeSize: number;
}

/**
 * @param s3Key where the zip is to be uploaded: its last part is the name of the file
 * @throws {UsageError} if it is not there
 */
export function readPackagedZip(packageFolder: string, s3Key: string): PackagedZip {
  const zipFile = path.join(packageFolder, path.basename(s3Key));
  if (!existsSync(zipFile)) {
    throw new UsageError(`${zipFile} is missing: run \`npx nx run service:package\` first`);
  }
  const content = readFileSync(zipFile);
  const codeSha256 = createHash('sha256').update(content).digest('base64');
  return { zipFile, codeSha256, codeSize: content.length };
}
