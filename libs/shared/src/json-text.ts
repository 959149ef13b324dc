// Reads JSON as text, without recursion: JSON from outside can nest deeper than the stack. Expects text that JSON.parse
// accepts.

const SPACE = ' \t\n\r';
const DELIMITERS = `${SPACE},]}`;

/**
 * The text of a member of an object, byte for byte: parsing and writing it again would change `1.0` and large numbers.
 * Of two members with one name it is the last one, as in JSON.parse.
 *
 * @returns undefined if there is none, or the text is not an object
 */
export function memberText(json: string, name: string): string | undefined {
  let found: string | undefined;
  let at = skipSpace(json, 0);
  if (json[at] !== '{') return undefined;
  at = skipSpace(json, at + 1);
  while (json[at] === '"') {
    const keyEnd = endOfString(json, at);
    const key = JSON.parse(json.slice(at, keyEnd)) as string;
    const start = skipSpace(json, skipSpace(json, keyEnd) + 1);
    const end = endOfValue(json, start);
    if (key === name) found = json.slice(start, end);
    at = skipSpace(json, skipSpace(json, end) + 1);
  }
  return found;
}

/** The deepest nesting of arrays and objects. */
export function nestingOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === '"') at = endOfString(json, at) - 1;
    else if (character === '{' || character === '[') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}

function skipSpace(json: string, from: number): number {
  let at = from;
  while (at < json.length && SPACE.includes(json.charAt(at))) at += 1;
  return at;
}

/** The index after its closing quotation mark. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfValue(json: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < json.length) {
    const character = json.charAt(at);
    if (depth === 0 && at > start && DELIMITERS.includes(character)) return at;
    if (character === '"') {
      at = endOfString(json, at);
    } else {
      if (character === '{' || character === '[') depth += 1;
      if (character === '}' || character === ']') depth -= 1;
      at += 1;
    }
    const isWhole = depth === 0 && (character === '"' || character === '}' || character === ']');
    if (isWhole) return at;
  }
  return at;
}
