// Finds the end record of a zip, which leads to its central directory.
import { ArchiveError } from './errors';
import { type Archive } from './archive';
import { ENTRY_SIZE } from './zip-format';

const SIGNATURE = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
/** The size of the record without its comment, in bytes. */
const SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_SIZE = 20;
const ZIP64_RECORD_SIZE = 56;

/**
 * The signature can also occur in a file's data or in the comment. So a match counts only if its comment ends exactly at
 * the end of the zip. With two such matches, different tools could read different archives from the same zip.
 *
 * @returns the offset of the end record
 * @throws {ArchiveError} if there is none, or more than one
 */
export function findEndRecord({ zip, subject }: Archive): number {
  const found: number[] = [];
  const earliest = Math.max(0, zip.length - SIZE - LONGEST_COMMENT);
  let at = zip.indexOf(SIGNATURE, earliest);
  while (at !== -1 && at + SIZE <= zip.length) {
    if (at + SIZE + zip.readUInt16LE(at + 20) === zip.length) found.push(at);
    at = zip.indexOf(SIGNATURE, at + 1);
  }
  const [only] = found;
  if (only === undefined) {
    throw new ArchiveError(subject, 'it is truncated or not a zip (its end record is missing)');
  }
  if (found.length > 1) {
    throw new ArchiveError(subject, 'its comment contains another end record');
  }
  assertCount({ zip, subject }, only);
  return only;
}

/**
 * unzipper allocates memory for the stated number of entries before it reads the first one. Without zip64, these are
 * 65,535 at most; with zip64, a false number could exhaust the memory.
 */
function assertCount({ zip, subject }: Archive, end: number): void {
  const locator = end - ZIP64_LOCATOR_SIZE;
  if (locator < 0 || zip.readUInt32LE(locator) !== ZIP64_LOCATOR_SIGNATURE) return;
  const record = Number(zip.readBigUInt64LE(locator + 8));
  if (record + ZIP64_RECORD_SIZE > locator) {
    throw new ArchiveError(subject, 'its zip64 end record is not before the end');
  }
  const entries = Number(zip.readBigUInt64LE(record + 32));
  if (entries * ENTRY_SIZE > zip.length) {
    throw new ArchiveError(subject, `it claims ${entries} entries, which is more than fit into it`);
  }
}
