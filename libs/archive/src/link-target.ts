// Where a link of an archive leads.
import { refuseEntry } from './archive';
import { contentOf } from './content';
import { type Entry } from './entry';

/** Bytes, as Linux has it (PATH_MAX). */
const LONGEST_TARGET = 4095;

/**
 * The target as the archive has it. It may be absolute, as that of `node_modules` → `/opt/nodejs/node_modules`, lead
 * out of the folder, in a circle or nowhere: that is for whatever reads it, and nothing is written through it.
 *
 * @throws {ArchiveError} if it is no path at all
 */
export function linkTarget(entry: Entry): Buffer {
  if (entry.size > LONGEST_TARGET) {
    refuseEntry(entry, entry.path, 'links to a name that is too long');
  }
  const target = contentOf(entry);
  if (target.length === 0 || target.includes(0)) {
    refuseEntry(entry, entry.path, 'links to no name');
  }
  return target;
}
