// Validates one entry of an archive: its name, its kind, and the location of its data.
import { type Archive, refuseEntry } from './archive';
import { type CentralEntry } from './central-directory';
import { decodeName, pathOf } from './entry-name';

export interface Entry {
  /** The name of the archive's content in messages. */
  readonly subject: string;
  /** Relative: plain segments separated by slashes. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link';
  /** Permission bits without setuid, setgid and sticky. */
  readonly mode: number;
  /** The unpacked size in bytes. */
  readonly size: number;
  readonly crc32: number;
  readonly deflated: boolean;
  /** The data as it is in the zip. */
  readonly packed: Buffer;
  /** The entry's location in the zip, including its local header. */
  readonly range: readonly [start: number, end: number];
}

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;
const ENCRYPTED = 0x2041;
const METHODS = new Map([
  [0, false],
  [8, true],
]);
/** `versionMadeBy >> 8` of tools that store Unix modes, on Unix and macOS. */
const UNIX_HOSTS = [3, 19];
const FILE_TYPE = 0o170000;
const KINDS = new Map<number, Entry['kind']>([
  [0, 'file'],
  [0o100000, 'file'],
  [0o040000, 'directory'],
  [0o120000, 'link'],
]);

type Refuse = (why: string) => never;

/**
 * @param central the entry in the archive's central directory
 * @throws {ArchiveError} if the entry is unsafe, unsupported, or not at the location in the directory
 */
export function checkEntry(central: CentralEntry, archive: Archive): Entry {
  const name = decodeName(nameBytes(central));
  const refuse: Refuse = (why) => refuseEntry(archive, name, why);
  const path = pathOf(name, refuse);
  const { compressionMethod, uncompressedSize, flags } = central;
  if ((flags & ENCRYPTED) !== 0) refuse('is encrypted');
  const deflated = METHODS.get(compressionMethod);
  if (deflated === undefined) refuse(`has the unknown compression method ${compressionMethod}`);
  if (!Number.isSafeInteger(uncompressedSize)) refuse('has no size');
  const unix = UNIX_HOSTS.includes(central.versionMadeBy >> 8);
  const mode = unix ? central.externalFileAttributes >>> 16 : 0;
  const kind = name.endsWith('/') ? 'directory' : KINDS.get(mode & FILE_TYPE);
  if (kind === undefined) refuse('is not a file, a directory or a link');
  if (kind === 'directory' && uncompressedSize !== 0) refuse('is a directory, but has data');
  const range = locate(central, archive.zip, refuse);
  return {
    subject: archive.subject,
    path,
    kind,
    mode: mode & 0o777,
    size: uncompressedSize,
    crc32: central.crc32,
    deflated,
    packed: archive.zip.subarray(range[1] - central.compressedSize, range[1]),
    range,
  };
}

/** Reads only the data's location from the local header, which must have the same name. */
function locate(central: CentralEntry, zip: Buffer, refuse: Refuse): [number, number] {
  const { offsetToLocalFileHeader: start, compressedSize } = central;
  if (!Number.isSafeInteger(start) || start + LOCAL_SIZE > zip.length) {
    refuse('is beyond the end of the zip');
  }
  if (zip.readUInt32LE(start) !== LOCAL_SIGNATURE) refuse('has no local header');
  const nameEnd = start + LOCAL_SIZE + zip.readUInt16LE(start + 26);
  const end = nameEnd + zip.readUInt16LE(start + 28) + compressedSize;
  if (!Number.isSafeInteger(end) || end > zip.length) refuse('is truncated');
  if (!nameBytes(central).equals(zip.subarray(start + LOCAL_SIZE, nameEnd))) {
    refuse('has another name in its local header');
  }
  return [start, end];
}

/** unzipper returns an empty name as a string. */
function nameBytes({ pathBuffer }: CentralEntry): Buffer {
  return Buffer.from(pathBuffer);
}
