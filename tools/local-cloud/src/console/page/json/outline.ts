// Splits JSON text into its parts without parsing values: numbers keep their digits, and depth is unlimited.

/** A value by its position in the text. */
export interface Place {
  readonly start: number;
  /** The position after its last character. */
  readonly end: number;
}

export interface Member extends Place {
  /** As in the text, with quotes; undefined in an array. */
  readonly key?: string;
}

/** @param text valid JSON */
export function rootOf(text: string): Place {
  const start = skipSpace(text, 0);
  return { start, end: endOf(text, start) };
}

/** Whether a value is an object or an array. */
export function isContainer(text: string, { start }: Place): boolean {
  return text[start] === '{' || text[start] === '[';
}

/** The members of an object, or the items of an array. */
export function membersOf(text: string, place: Place): Member[] {
  const isObject = text[place.start] === '{';
  const members: Member[] = [];
  let at = skipSpace(text, place.start + 1);
  while (at < place.end - 1) {
    const key = isObject ? text.slice(at, endOf(text, at)) : undefined;
    // After the key and its colon.
    const start = key === undefined ? at : skipSpace(text, skipSpace(text, at + key.length) + 1);
    const end = endOf(text, start);
    members.push({ start, end, ...(key !== undefined && { key }) });
    // After the comma, if there is one.
    at = skipSpace(text, skipSpace(text, end) + 1);
  }
  return members;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (' \n\r\t'.includes(text[at] ?? 'x')) at += 1;
  return at;
}

/** The position after the value that starts here. */
function endOf(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return endOfString(text, start);
  if (first === '{' || first === '[') return endOfContainer(text, start);
  let at = start;
  while (at < text.length && !',]} \n\r\t'.includes(text[at] ?? '')) at += 1;
  return at;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfContainer(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    at += 1;
  } while (depth > 0 && at < text.length);
  return at;
}
