// Skips data before a zip: an executable zip begins with a program or a line such as #!/usr/bin/env python.
import { type Archive } from './archive';
import { findEndRecord } from './end-record';
import { ENTRY_SIGNATURE } from './zip-format';

/** Marks a number that is in the zip64 record instead. There, the directory's offset is always right. */
const IN_ZIP64 = 0xffffffff;

/**
 * Some tools count offsets from the start of the file, others from the end of the prefix. In the second case, the
 * directory is later than its offset says by the length of the prefix. All common tools read such zips.
 *
 * @returns the archive without its prefix
 * @throws {ArchiveError} if it has no end record
 */
export function withoutPrefix(archive: Archive): Archive {
  const { zip } = archive;
  const end = findEndRecord(archive);
  const size = zip.readUInt32LE(end + 12);
  const offset = zip.readUInt32LE(end + 16);
  const prefix = end - size - offset;
  if (prefix <= 0 || size === IN_ZIP64 || offset === IN_ZIP64) return archive;
  // If the directory is at its offset, the gap is between it and the end record.
  const isMoved = zip.readUInt32LE(offset) !== ENTRY_SIGNATURE;
  return isMoved ? { ...archive, zip: zip.subarray(prefix) } : archive;
}
