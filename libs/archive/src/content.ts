// Unpacks and verifies an entry's data.
import { crc32, inflateRawSync } from 'node:zlib';
import { refuseEntry } from './archive';
import { type Entry } from './entry';

/** @throws {ArchiveError} if the data is damaged, or its size or CRC-32 differs from the directory */
export function contentOf(entry: Entry): Buffer {
  const content = entry.deflated ? inflate(entry) : entry.packed;
  if (content.length !== entry.size) {
    refuseEntry(entry, entry.path, `has ${content.length} bytes instead of ${entry.size}`);
  }
  if (crc32(content) !== entry.crc32) refuseEntry(entry, entry.path, 'does not match its CRC-32');
  return content;
}

/** `min` is zlib's minimum; `max` limits the allocation for an entry whose stated size may be wrong. */
const CHUNK = { min: 64, max: 4_194_304 };

function inflate(entry: Entry): Buffer {
  try {
    return inflateRawSync(entry.packed, {
      // zlib rejects a limit of 0, so an entry that claims to be empty may yield one byte before it is refused.
      maxOutputLength: Math.max(1, entry.size),
      // One chunk: the default of 16 KB wastes memory for small files and concatenates chunks for large ones.
      chunkSize: Math.min(CHUNK.max, Math.max(CHUNK.min, entry.size + 1)),
    });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      refuseEntry(entry, entry.path, `has more data than its ${entry.size} bytes`, cause);
    }
    return refuseEntry(entry, entry.path, "can't be unpacked", cause);
  }
}
