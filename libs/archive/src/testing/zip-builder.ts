// Builds zips for tests: valid ones of every kind, and ones with false metadata.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string | Buffer;
  readonly data?: string | Buffer;
  /** As in stat's st_mode. Without it, the entry looks like one from a system without modes. */
  readonly mode?: number;
  /** The compression method. Default: stored. */
  readonly method?: number;
  readonly flags?: number;
  /** Write sizes and CRC-32 after the data, as streaming tools do. */
  readonly descriptor?: boolean;
  /** Write sizes and offset into a zip64 extra field. */
  readonly zip64?: boolean;
  /** False metadata for the central directory. */
  readonly claims?: {
    readonly size?: number;
    readonly packedSize?: number;
    readonly crc32?: number;
    /** The offset of the local header. */
    readonly offset?: number;
  };
  /** A different name for the local header. */
  readonly localName?: string;
}

export interface ZipOptions {
  readonly comment?: string | Buffer;
  /** Add a zip64 end record, which the ordinary one points to. */
  readonly zip64?: boolean;
  /** The number of entries in the end record, if not the real one. */
  readonly count?: number;
}

interface Facts {
  readonly name: Buffer;
  readonly entry: ZipEntry;
  readonly flags: number;
  readonly packed: Buffer;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
}

const FULL = 0xffffffff;
const DESCRIPTOR_FLAG = 8;
const UTF8_FLAG = 0x800;
/** Version 3.0, made on Unix or on MS-DOS. */
const UNIX = (3 << 8) | 30;
const DOS = 30;

export function buildZip(entries: readonly ZipEntry[], options: ZipOptions = {}): Buffer {
  const parts: Buffer[] = [];
  const facts: Facts[] = [];
  let offset = 0;
  for (const entry of entries) {
    const one = { ...factsOf(entry), offset };
    const local = localPart(one);
    facts.push(one);
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(facts.map(centralPart));
  return Buffer.concat([
    ...parts,
    central,
    endPart(options.count ?? entries.length, central.length, offset, options),
  ]);
}

function factsOf(entry: ZipEntry): Omit<Facts, 'offset'> {
  const data = Buffer.from(entry.data ?? '');
  return {
    entry,
    name: Buffer.from(entry.name),
    flags: (entry.flags ?? UTF8_FLAG) | (entry.descriptor === true ? DESCRIPTOR_FLAG : 0),
    packed: entry.method === 8 ? deflateRawSync(data) : data,
    size: data.length,
    crc: crc32(data),
  };
}

function localPart({ entry, name, flags, packed, size, crc }: Facts): Buffer {
  const streamed = entry.descriptor === true;
  const localName = entry.localName === undefined ? name : Buffer.from(entry.localName);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(entry.method ?? 0, 8);
  header.writeUInt32LE(streamed ? 0 : crc, 14);
  header.writeUInt32LE(streamed ? 0 : packed.length, 18);
  header.writeUInt32LE(streamed ? 0 : size, 22);
  header.writeUInt16LE(localName.length, 26);
  return Buffer.concat([
    header,
    localName,
    packed,
    streamed ? words([0x08074b50, crc, packed.length, size]) : Buffer.alloc(0),
  ]);
}

function centralPart({ entry, name, flags, packed, size, crc, offset }: Facts): Buffer {
  const { claims = {}, mode } = entry;
  const [claimedSize, claimedPacked, claimedOffset] = [
    claims.size ?? size,
    claims.packedSize ?? packed.length,
    claims.offset ?? offset,
  ];
  const extra =
    entry.zip64 === true ? zip64Extra(claimedSize, claimedPacked, claimedOffset) : Buffer.alloc(0);
  const field = (value: number) => (entry.zip64 === true ? FULL : value);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(mode === undefined ? DOS : UNIX, 4);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(entry.method ?? 0, 10);
  header.writeUInt32LE(claims.crc32 ?? crc, 16);
  header.writeUInt32LE(field(claimedPacked), 20);
  header.writeUInt32LE(field(claimedSize), 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(((mode ?? 0) << 16) >>> 0, 38);
  header.writeUInt32LE(field(claimedOffset), 42);
  return Buffer.concat([header, name, extra]);
}

function zip64Extra(...values: number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index));
  return extra;
}

function endPart(count: number, size: number, offset: number, options: ZipOptions): Buffer {
  const comment = Buffer.from(options.comment ?? '');
  const end = Buffer.alloc(22);
  const wide = options.zip64 === true;
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(wide ? 0xffff : count, 8);
  end.writeUInt16LE(wide ? 0xffff : count, 10);
  end.writeUInt32LE(wide ? FULL : size, 12);
  end.writeUInt32LE(wide ? FULL : offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([wide ? zip64End(count, size, offset) : Buffer.alloc(0), end, comment]);
}

function zip64End(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(UNIX, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

function words(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => buffer.writeUInt32LE(value, 4 * index));
  return buffer;
}
