// Unpacks archives over each other into an empty folder: all of it, or nothing.
import fs from 'node:fs';
import path from 'node:path';
import { ArchiveError, FolderError } from './errors';
import { type Archive } from './archive';
import { readCentralDirectory } from './central-directory';
import { contentOf } from './content';
import { linkTarget, overlay, readTree, type Tree } from './tree';

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
  let tree: Tree = new Map();
  let bytes = 0;
  for (const archive of archives) {
    const layer = readTree(await readCentralDirectory(archive), archive);
    for (const { size } of layer.values()) bytes += size;
    if (bytes > maxBytes) {
      throw new ArchiveError(archive.subject, `it unpacks to more than ${maxBytes} bytes`);
    }
    tree = tree.size === 0 ? layer : overlay(tree, layer);
  }
  prepare(folder);
  try {
    write(tree, folder);
  } catch (error) {
    for (const name of fs.readdirSync(folder)) {
      fs.rmSync(path.join(folder, name), { recursive: true, force: true });
    }
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

/** Files first, so that no path leads through a link while it is written; synchronous, which is fastest. */
function write(tree: Tree, folder: string): void {
  const made = new Set([folder]);
  const mkdir = (directory: string): void => {
    if (made.has(directory)) return;
    fs.mkdirSync(directory, { recursive: true, mode: 0o755 });
    made.add(directory);
  };
  const umask = process.umask(0);
  try {
    const links: [target: string, file: string][] = [];
    for (const entry of tree.values()) {
      const file = path.join(folder, entry.path);
      mkdir(entry.kind === 'directory' ? file : path.dirname(file));
      if (entry.kind === 'link') links.push([linkTarget(entry), file]);
      if (entry.kind === 'file') {
        fs.writeFileSync(file, contentOf(entry), { mode: entry.mode || USUAL_MODE, flag: 'wx' });
      }
    }
    for (const [target, file] of links) fs.symlinkSync(target, file);
  } finally {
    process.umask(umask);
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
