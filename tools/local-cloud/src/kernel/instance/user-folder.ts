// This user's folder for all runs of the local cloud, which no other user created or can open.
import { lstat, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { UsageError } from '../errors';

/** What others could read or write. */
const OTHERS = 0o077;

/**
 * Creates the folder if it is missing.
 *
 * @throws {UsageError} if another user could change what is in it
 */
export async function userFolder(): Promise<string> {
  const { uid } = os.userInfo();
  const folder = path.join(os.tmpdir(), `immortal-${uid}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (found.isDirectory() && found.uid === uid && (found.mode & OTHERS) === 0) return folder;
  throw new UsageError(
    `${folder} is not a folder that you alone can open: remove it, or set TMPDIR to a folder of your own`,
  );
}
