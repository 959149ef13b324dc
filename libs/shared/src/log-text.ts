// Cuts text and JSON from outside to fit a line of JSON of limited size.
import { nestingOf } from './json-text';

/** Deeper JSON is logged as text: `JSON.stringify` and many log readers recurse for each level. */
const MAX_DEPTH = 64;

/** A value that fits. */
export interface FittedValue {
  readonly value: unknown;
  readonly isCut: boolean;
}

/**
 * The value of a payload if it is JSON that fits, and otherwise its text, cut where necessary.
 *
 * @param maxBytes of the value in JSON, in UTF-8, with everything escaped
 */
export function fitPayload(payload: Buffer, maxBytes: number): FittedValue {
  const json = payload.length <= maxBytes ? shallowJson(payload.toString()) : undefined;
  if (json !== undefined && Buffer.byteLength(JSON.stringify(json)) <= maxBytes) {
    return { value: json, isCut: false };
  }
  // Decoding it as a stream omits a character that was cut in two.
  const head = new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload.subarray(0, maxBytes), {
    stream: true,
  });
  const value = fitText(head, maxBytes);
  return { value, isCut: payload.length > maxBytes || value.length < head.length };
}

/**
 * The beginning of a text that fits.
 *
 * @param maxBytes of the text in JSON, in UTF-8, with its quotation marks and everything escaped
 */
export function fitText(text: string, maxBytes: number): string {
  let bytes = 2;
  let end = 0;
  for (const character of text) {
    bytes += escapedBytes(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return end === text.length ? text : text.slice(0, end);
}

/** Bytes that `JSON.stringify` writes for one character: https://tc39.es/ecma262/#sec-quotejsonstring */
function escapedBytes(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if ('"\\\b\t\n\f\r'.includes(character)) return 2;
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return 6;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** Undefined for what is not JSON, or nests too deeply. */
function shallowJson(text: string): unknown {
  try {
    const json = JSON.parse(text) as unknown;
    return nestingOf(text) > MAX_DEPTH ? undefined : json;
  } catch {
    return undefined;
  }
}
