// Reads the entries of one archive and checks them against each other.
import { type Archive, refuseEntry } from './archive';
import { readCentralDirectory } from './central-directory';
import { checkEntry, type Entry } from './entry';
import { withoutPrefix } from './prefix';

/**
 * If a name occurs more than once, the last entry counts: some packaging tools make such archives, and Lambda runs them.
 *
 * @returns the entries in the order of the archive, with unique paths
 * @throws {ArchiveError} if the archive is damaged, an entry is outside of the folder, or entries share bytes
 */
export async function readLayer(given: Archive): Promise<readonly Entry[]> {
  const archive = withoutPrefix(given);
  const { entries, start } = await readCentralDirectory(archive);
  const layer = new Map<string, Entry>();
  for (const central of entries) {
    const entry = checkEntry(central, archive);
    if (entry.path === '') continue;
    const earlier = layer.get(entry.path);
    if (earlier && (earlier.kind === 'directory') !== (entry.kind === 'directory')) {
      refuseEntry(entry, entry.path, 'exists twice, once as a folder and once as something else');
    }
    layer.set(entry.path, entry);
  }
  const last = [...layer.values()];
  assertNoOverlap(last, start);
  return last;
}

/**
 * Lists an archive without unpacking it.
 *
 * @returns the paths of its files and links
 * @throws {ArchiveError} as {@link readLayer} does
 */
export async function fileNames(archive: Archive): Promise<string[]> {
  const entries = await readLayer(archive);
  return entries.flatMap(({ kind, path }) => (kind === 'directory' ? [] : [path]));
}

/** Entries that share bytes can unpack to far more than the size of the archive (a zip bomb). */
function assertNoOverlap(entries: readonly Entry[], directoryStart: number): void {
  let free = 0;
  for (const entry of entries.toSorted((one, other) => one.range[0] - other.range[0])) {
    const { path, range } = entry;
    if (range[0] < free) refuseEntry(entry, path, 'shares its bytes with another entry');
    free = range[1];
    if (free > directoryStart)
      refuseEntry(entry, path, "shares its bytes with the zip's directory");
  }
}
