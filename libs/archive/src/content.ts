// The bytes of an archive's entry, unpacked and checked.
import { crc32, inflateRawSync } from 'node:zlib';
import { refuseEntry } from './archive';
import { type Entry } from './entry';

/** @throws {ArchiveError} if the data is damaged, or is not of the size or the CRC-32 that the directory states */
export function contentOf(entry: Entry): Buffer {
  const content = entry.deflated ? inflate(entry) : entry.packed;
  if (content.length !== entry.size) {
    refuseEntry(entry, entry.path, `has ${content.length} bytes instead of ${entry.size}`);
  }
  if (crc32(content) !== entry.crc32) refuseEntry(entry, entry.path, 'does not have its CRC-32');
  return content;
}

/** What zlib wants at least, and what an entry gets at most before its data has come. */
const CHUNK = { min: 64, max: 4_194_304 };

function inflate(entry: Entry): Buffer {
  try {
    return inflateRawSync(entry.packed, {
      // zlib refuses a limit of 0, so an entry that claims to be empty may give one byte before it is refused.
      maxOutputLength: Math.max(1, entry.size),
      // In one piece: with the usual 16 KB, small files leave garbage and large ones are put together from pieces.
      chunkSize: Math.min(CHUNK.max, Math.max(CHUNK.min, entry.size + 1)),
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      refuseEntry(entry, entry.path, `has more than its ${entry.size} bytes`, cause);
    }
    return refuseEntry(entry, entry.path, 'cannot be unpacked', cause);
  }
}
