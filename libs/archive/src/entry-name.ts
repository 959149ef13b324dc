// Converts an entry's name to a path inside the target folder.
import { isUtf8 } from 'node:buffer';

/** Linux's limit for a path in bytes (PATH_MAX, without the final NUL). */
export const LONGEST_PATH = 4095;

/** The upper half of CP437, the character set of names that are not marked as UTF-8: APPNOTE.TXT, D.1. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/**
 * Most tools write UTF-8, whether they mark it or not. A name that is not valid UTF-8 is read as CP437, in which any bytes
 * are a valid name.
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
 * A backslash is an ordinary character, as on Linux.
 *
 * @param refuse throws an error with the reason
 * @returns plain segments separated by slashes; empty for the folder itself
 */
export function pathOf(name: string, refuse: (why: string) => never): string {
  if (name.includes('\0')) refuse('has a NUL character in its name');
  if (name.startsWith('/')) refuse('has an absolute name');
  if (Buffer.byteLength(name) > LONGEST_PATH) {
    refuse(`has a name of more than ${LONGEST_PATH} bytes, which is too long for Linux`);
  }
  const segments: string[] = [];
  for (const segment of name.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) refuse('would be unpacked outside of the folder');
  }
  if (segments.length === 0 && !name.endsWith('/')) refuse('has no name');
  return segments.join('/');
}
