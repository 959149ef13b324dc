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

function inflate(entry: Entry): Buffer {
  try {
    // zlib refuses a limit of 0, so an entry that claims to be empty may give one byte before it is refused.
    return inflateRawSync(entry.packed, { maxOutputLength: Math.max(1, entry.size) });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      refuseEntry(entry, entry.path, `has more than its ${entry.size} bytes`, cause);
    }
    return refuseEntry(entry, entry.path, 'cannot be unpacked', cause);
  }
}
