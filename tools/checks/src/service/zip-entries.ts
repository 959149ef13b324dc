// The names of the files in a zip, for specs: from its central directory, without unpacking anything.

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 and 4.3.16. */
const DIRECTORY_ENTRY = { signature: 0x02014b50, size: 46 };
const END = { signature: 0x06054b50, size: 22 };

export function zipEntries(zip: Buffer): string[] {
  const end = zip.length - END.size; // these zips have no comment after it
  if (zip.readUInt32LE(end) !== END.signature) throw new Error('no zip, or one with a comment');
  const names: string[] = [];
  let offset = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(offset) === DIRECTORY_ENTRY.signature) {
    const [name, extra, comment] = [28, 30, 32].map((at) => zip.readUInt16LE(offset + at));
    offset += DIRECTORY_ENTRY.size;
    names.push(zip.toString('utf8', offset, offset + (name ?? 0)));
    offset += (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}
