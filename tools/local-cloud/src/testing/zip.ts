// For specs: a zip of a few files, without compression.
import { crc32 } from 'node:zlib';

/** Version 2.0 of the format, names in UTF-8. */
const COMMON = Buffer.from([20, 0, 0, 8, 0, 0, 0, 0, 0, 0]);

export function zipOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content);
    const local = Buffer.concat([numbers(0x04034b50), header(name, data), Buffer.from(name), data]);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    centrals.push(
      Buffer.concat([numbers(0x02014b50), COMMON.subarray(0, 2), header(name, data), central]),
      Buffer.from(name),
    );
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, numbers(0x06054b50), end]);
}

/** What a file's own header and its entry in the directory have in common. */
function header(name: string, data: Buffer): Buffer {
  const lengths = Buffer.alloc(4);
  lengths.writeUInt16LE(Buffer.byteLength(name), 0);
  return Buffer.concat([COMMON, numbers(crc32(data), data.length, data.length), lengths]);
}

function numbers(...values: number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => buffer.writeUInt32LE(value, 4 * index));
  return buffer;
}
