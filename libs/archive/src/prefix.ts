// What stands before a zip: a zip that can be executed begins with a program or a line such as #!/usr/bin/env python.
import { type Archive } from './archive';
import { findEndRecord } from './end-record';

const ENTRY_SIGNATURE = 0x02014b50;
/** Stands for a number in the zip64 record, where the place of the directory is the true one. */
const IN_ZIP64 = 0xffffffff;

/**
 * The archive without what stands before it, from which tools count the places of entries or not. Where they do not,
 * the directory is found that much later than it says; every common tool reads such zips.
 *
 * @throws {ArchiveError} if it has no end
 */
export function withoutPrefix(archive: Archive): Archive {
  const { zip } = archive;
  const end = findEndRecord(archive);
  const size = zip.readUInt32LE(end + 12);
  const offset = zip.readUInt32LE(end + 16);
  const prefix = end - size - offset;
  if (prefix <= 0 || size === IN_ZIP64 || offset === IN_ZIP64) return archive;
  // Where the directory is where it should be, something else stands between it and the end.
  const isMoved = zip.readUInt32LE(offset) !== ENTRY_SIGNATURE;
  return isMoved ? { ...archive, zip: zip.subarray(prefix) } : archive;
}
