// The entries of one archive, each name once, checked against each other.
import { type Archive, refuseEntry } from './archive';
import { readCentralDirectory } from './central-directory';
import { checkEntry, type Entry } from './entry';
import { withoutPrefix } from './prefix';

/**
 * The entries by their path, in the order of the archive. Of a name that is there more than once the last one counts:
 * tools that package for Lambda make such archives, and Lambda runs them.
 *
 * @throws {ArchiveError} if the archive is damaged, an entry leads out of the folder, or entries share bytes
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
      refuseEntry(entry, entry.path, 'is there twice, once as a folder and once as none');
    }
    layer.set(entry.path, entry);
  }
  const last = [...layer.values()];
  assertApart(last, start);
  return last;
}

/**
 * The paths of the files and links that the archive unpacks to, without unpacking it.
 *
 * @throws {ArchiveError} as {@link readLayer}
 */
export async function fileNames(archive: Archive): Promise<string[]> {
  const entries = await readLayer(archive);
  return entries.flatMap(({ kind, path }) => (kind === 'directory' ? [] : [path]));
}

/** An archive whose entries share bytes can unpack to far more than it is (a zip bomb). */
function assertApart(entries: readonly Entry[], directoryStart: number): void {
  let free = 0;
  for (const entry of entries.toSorted((one, other) => one.range[0] - other.range[0])) {
    const { path, range } = entry;
    if (range[0] < free) refuseEntry(entry, path, 'shares its bytes with another one');
    free = range[1];
    if (free > directoryStart)
      refuseEntry(entry, path, "shares its bytes with the zip's directory");
  }
}
