// Unpacks archives into an empty folder, each over the previous one: all of them, or nothing.
import fs from 'node:fs';
import { ArchiveError, FolderError } from './errors';
import { type Archive } from './archive';
import { contentOf } from './content';
import { readLayer } from './layer';
import { linkTarget } from './link-target';
import { Tree } from './tree';

/** The permission bits of a file without any in the archive. */
const DEFAULT_MODE = 0o644;

/**
 * Entries of a later archive replace those of an earlier one.
 *
 * @param folder must be empty or missing; it may be a mount point
 * @param maxBytes the limit for the unpacked size of all archives together
 * @returns the number of unpacked bytes
 * @throws {ArchiveError} if an archive is damaged or hostile
 * @throws {FolderError} if the folder is not empty or not writable, or the disk is full
 */
export async function unpack(
  archives: readonly Archive[],
  folder: string,
  maxBytes: number,
): Promise<number> {
  const tree = new Tree();
  let bytes = 0;
  for (const [layer, archive] of archives.entries()) {
    const entries = await readLayer(archive);
    for (const { size } of entries) bytes += size;
    if (bytes > maxBytes) {
      throw new ArchiveError(archive.subject, `it unpacks to more than ${maxBytes} bytes`);
    }
    tree.add(entries, layer);
  }
  prepareFolder(folder);
  try {
    write(tree, folder);
  } catch (error) {
    remove(tree, folder);
    throw explain(error, folder);
  }
  return bytes;
}

/** Creates the folder, which must be empty: other files would mix with the code. */
function prepareFolder(folder: string): void {
  let names: string[];
  try {
    fs.mkdirSync(folder, { recursive: true });
    names = fs.readdirSync(folder);
  } catch (error) {
    throw explain(error, folder);
  }
  if (names.length > 0) {
    throw new FolderError(
      `${folder} is not empty, and its files would mix with the function's code. Pass an empty folder.`,
    );
  }
}

/**
 * Creates links last, when all folders exist, so that nothing is written through a link. Synchronous calls are fastest.
 */
function write(tree: Tree, folder: string): void {
  const umask = process.umask(0);
  try {
    const links: [target: Buffer, file: string][] = [];
    for (const { path: name, entry } of tree.walk()) {
      const file = `${folder}/${name}`;
      if (!entry) fs.mkdirSync(file, 0o755);
      else if (entry.kind === 'link') links.push([linkTarget(entry), file]);
      else {
        fs.writeFileSync(file, contentOf(entry), { mode: entry.mode || DEFAULT_MODE, flag: 'wx' });
      }
    }
    for (const [target, file] of links) fs.symlinkSync(target, file);
  } finally {
    process.umask(umask);
  }
}

/** Removes what was written. `fs.rmSync` fails with a RangeError in folders that are some hundred levels deep. */
function remove(tree: Tree, folder: string): void {
  for (const { path: name, entry } of [...tree.walk()].reverse()) {
    try {
      if (entry) fs.unlinkSync(`${folder}/${name}`);
      else fs.rmdirSync(`${folder}/${name}`);
    } catch {
      // It was not written, or the error that stopped the writing also prevents the removal.
    }
  }
}

function explain(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  // Node's own codes (`ERR_…`) are programming errors, not system errors.
  if (code === undefined || code.startsWith('ERR_')) return error;
  const options = { cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new FolderError(
      `The disk is full: the function's code does not fit into ${folder}. Give the task more ephemeralStorage, or the volume more space.`,
      options,
    );
  }
  return new FolderError(
    `The function's code can't be written to ${folder}: ${(error as Error).message}.`,
    options,
  );
}
