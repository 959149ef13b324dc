// Reads JSON as text, without the recursion of a parser that builds or visits values: foreign JSON can be nested
// deeper than a stack is. All of it expects text that JSON.parse has taken.

const SPACE = ' \t\n\r';
const DELIMITERS = `${SPACE},]}`;

/**
 * The text of a member of an object, byte for byte: parsing it and writing it again would change `1.0` and large
 * numbers. Of two members of one name it is the last one, as JSON.parse takes it.
 *
 * @returns undefined if there is none, or the text is no object
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

/** How many lists and objects stand within each other at most. */
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

/** Behind the quotation mark that ends it. */
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
