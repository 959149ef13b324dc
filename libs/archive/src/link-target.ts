// Reads the target of a symbolic link in an archive.
import { refuseEntry } from './archive';
import { contentOf } from './content';
import { type Entry } from './entry';
import { LONGEST_PATH } from './entry-name';

/**
 * The target may be absolute (`node_modules` → `/opt/nodejs/node_modules`), outside of the folder, circular or missing:
 * that is up to the function, and unpacking never writes through a link.
 *
 * @throws {ArchiveError} if the target is not a path
 */
export function linkTarget(entry: Entry): Buffer {
  if (entry.size > LONGEST_PATH) {
    refuseEntry(entry, entry.path, 'has a link target that is too long');
  }
  const target = contentOf(entry);
  if (target.length === 0 || target.includes(0)) {
    refuseEntry(entry, entry.path, 'has no valid link target');
  }
  return target;
}
