// The name of an archive's entry as a path inside of the folder that the archive is unpacked to.
import { isUtf8 } from 'node:buffer';

/** Bytes of a path, as Linux has it (PATH_MAX, without the final NUL). */
const LONGEST_PATH = 4095;

/** The upper half of CP437, the character set of names that are not marked as UTF-8: APPNOTE.TXT, D.1. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/**
 * Most tools write UTF-8, marked as such or not. What is no UTF-8 is read as CP437, in which any bytes are a name.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, appendix D
 */
export function decodeName(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : CP437.charAt(byte - 0x80),
  ).join('');
}

/**
 * The path of plain segments between slashes; empty for the folder itself. A backslash is a character like any other,
 * as it is on Linux.
 *
 * @param refuse ends with the reason why there is no such path
 */
export function pathOf(name: string, refuse: (why: string) => never): string {
  if (name.includes('\0')) refuse('has a NUL in its name');
  if (name.startsWith('/')) refuse('has an absolute name');
  if (Buffer.byteLength(name) > LONGEST_PATH) {
    refuse(`has a name of more than ${LONGEST_PATH} bytes, which Linux does not take`);
  }
  const segments: string[] = [];
  for (const segment of name.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) refuse('leads out of the folder');
  }
  if (segments.length === 0 && !name.endsWith('/')) refuse('has no name');
  return segments.join('/');
}
