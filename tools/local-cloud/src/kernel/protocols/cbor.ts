// The little of CBOR that an error of Smithy's RPC protocol needs: a map of texts.
// https://www.rfc-editor.org/rfc/rfc8949 and https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html

const TEXT = 3;
const MAP = 5;

/** @param members fewer than 24 */
export function cborMap(members: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(members);
  return Buffer.concat([head(MAP, entries.length), ...entries.flat().map(text)]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([head(TEXT, bytes.length), bytes]);
}

/** The first byte holds a short length; the four bytes behind it hold any other. */
function head(majorType: number, length: number): Buffer {
  if (length < 24) return Buffer.from([majorType * 32 + length]);
  const bytes = Buffer.alloc(5, majorType * 32 + 26);
  bytes.writeUInt32BE(length, 1);
  return bytes;
}
