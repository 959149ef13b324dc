// Finds the end of a zip's central directory, by which everything else in the zip is found.
import { ArchiveError } from './errors';
import { type Archive } from './archive';

const SIGNATURE = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
/** Bytes of the record without its comment. */
const SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_SIZE = 20;
const ZIP64_RECORD_SIZE = 56;
const ENTRY_SIZE = 46;

/**
 * Where the end record starts.
 *
 * The signature can also lie in the data of a file or in the comment. So a place counts only if its comment ends
 * exactly where the zip ends; and if two do, then two readers could see two different archives in it.
 *
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
    throw new ArchiveError(
      subject,
      'it is truncated or no zip, the end of its directory is missing',
    );
  }
  if (found.length > 1) {
    throw new ArchiveError(subject, 'its comment holds the end of another directory');
  }
  assertCount({ zip, subject }, only);
  return only;
}

/**
 * unzipper makes room for as many entries as are claimed before it reads the first. Without zip64 they are 65,535 at
 * most; with it, a lie could claim all of the memory.
 */
function assertCount({ zip, subject }: Archive, end: number): void {
  const locator = end - ZIP64_LOCATOR_SIZE;
  if (locator < 0 || zip.readUInt32LE(locator) !== ZIP64_LOCATOR_SIGNATURE) return;
  const record = Number(zip.readBigUInt64LE(locator + 8));
  if (record + ZIP64_RECORD_SIZE > locator) {
    throw new ArchiveError(subject, 'its zip64 end record does not lie before the end');
  }
  const entries = Number(zip.readBigUInt64LE(record + 32));
  if (entries * ENTRY_SIZE > zip.length) {
    throw new ArchiveError(
      subject,
      `it claims to hold ${entries} entries, more than have room in it`,
    );
  }
}
