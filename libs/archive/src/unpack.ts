// Unpacks archives over each other into an empty folder: all of it, or nothing.
import fs from 'node:fs';
import { ArchiveError, FolderError } from './errors';
import { type Archive } from './archive';
import { contentOf } from './content';
import { readLayer } from './layer';
import { linkTarget } from './link-target';
import { Tree } from './tree';

/** Permission bits of a file whose archive has none. */
const USUAL_MODE = 0o644;

/**
 * Unpacks archives into a folder. A later archive's entries replace those of an earlier one.
 *
 * @param folder is made if it is missing; it has to be empty, and may be a mount point
 * @param maxBytes unpacked, of all archives together
 * @returns the number of unpacked bytes
 * @throws {ArchiveError} if an archive is damaged or hostile
 * @throws {FolderError} if the folder is not empty or cannot be written, or the disk is full
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
  prepare(folder);
  try {
    write(tree, folder);
  } catch (error) {
    remove(tree, folder);
    throw explain(error, folder);
  }
  return bytes;
}

/** What lies there already would be mixed with the code, so the folder has to be empty. */
function prepare(folder: string): void {
  let names: string[];
  try {
    fs.mkdirSync(folder, { recursive: true });
    names = fs.readdirSync(folder);
  } catch (error) {
    throw explain(error, folder);
  }
  if (names.length > 0) {
    throw new FolderError(
      `${folder} is not empty, and the function's code must not be mixed with what is in it. Name an empty folder.`,
    );
  }
}

/**
 * Links last, and in folders that are there already, so that nothing is written through one; synchronous, which is
 * fastest.
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
        fs.writeFileSync(file, contentOf(entry), { mode: entry.mode || USUAL_MODE, flag: 'wx' });
      }
    }
    for (const [target, file] of links) fs.symlinkSync(target, file);
  } finally {
    process.umask(umask);
  }
}

/** What was written of the tree. Not by `fs.rmSync`, which ends with a RangeError in folders some hundred levels deep. */
function remove(tree: Tree, folder: string): void {
  for (const { path: name, entry } of [...tree.walk()].reverse()) {
    try {
      if (entry) fs.unlinkSync(`${folder}/${name}`);
      else fs.rmdirSync(`${folder}/${name}`);
    } catch {
      // It was not written yet, or the same want that stopped the writing keeps it there.
    }
  }
}

function explain(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  // Codes of Node.js itself (`ERR_…`) are no matters of the system but mistakes.
  if (code === undefined || code.startsWith('ERR_')) return error;
  const options = { cause: error };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new FolderError(
      `The disk is full: the function's code does not fit into ${folder}. Give the task more ephemeralStorage, or the volume more space.`,
      options,
    );
  }
  return new FolderError(
    `The function's code cannot be written to ${folder}: ${(error as Error).message}.`,
    options,
  );
}
