// Reads a zip's central directory, which alone defines what the zip contains.
import { Open, type File as CentralEntry } from 'unzipper';
import { ArchiveError } from './errors';
import { type Archive } from './archive';
import { findEndRecord } from './end-record';
import { ENTRY_SIGNATURE, ENTRY_SIZE } from './zip-format';

export type { CentralEntry };

export interface CentralDirectory {
  readonly entries: readonly CentralEntry[];
  /** The directory's offset, which is the upper limit for every entry's data. */
  readonly start: number;
}

/** unzipper accepts options that its type declarations lack. */
const openBuffer = Open.buffer as (
  zip: Buffer,
  options: { tailSize: number },
) => ReturnType<typeof Open.buffer>;

/** @throws {ArchiveError} if the directory is missing, truncated or contradicts itself */
export async function readCentralDirectory(archive: Archive): Promise<CentralDirectory> {
  const { zip, subject } = archive;
  const end = findEndRecord(archive);
  // unzipper uses the first signature in the tail, so the tail must start with the right one.
  const directory = await openBuffer(zip, { tailSize: zip.length - end }).catch(
    (cause: unknown) => {
      throw new ArchiveError(subject, `its directory cannot be read (${String(cause)})`, { cause });
    },
  );
  const start = directory.offsetToStartOfCentralDirectory;
  let at = start;
  for (const entry of directory.files) {
    if (entry.signature !== ENTRY_SIGNATURE) {
      throw new ArchiveError(subject, 'its directory contains something other than entries');
    }
    at += ENTRY_SIZE + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
  }
  if (!Number.isSafeInteger(at) || at > end) {
    throw new ArchiveError(subject, 'its directory does not end before the end record');
  }
  if (zip.readUInt32LE(at) === ENTRY_SIGNATURE) {
    throw new ArchiveError(
      subject,
      'its directory contains more entries than its end record states',
    );
  }
  return { entries: directory.files, start };
}
