// Finds, inserts and removes whole lines of a text.

/** Whole lines, as offsets; `end` is where the next line begins. */
export interface Lines {
  readonly start: number;
  readonly end: number;
}

/** @param to an offset within the last line, or the start of the line after it */
export function linesBetween(text: string, from: number, to: number): Lines {
  const start = lineStart(text, from);
  const endsLine = to > from && text[to - 1] === '\n';
  return { start, end: endsLine ? to : lineEnd(text, to) };
}

/** The lines, and the comment directly above them. */
export function withComment(text: string, { start, end }: Lines): Lines {
  let first = start;
  while (first > 0) {
    const above = lineStart(text, first - 1);
    if (!/^\s*#/.test(text.slice(above, first))) break;
    first = above;
  }
  return { start: first, end };
}

/** @param lines with line feeds; they are written with the line ends of the text */
export function insertLines(text: string, at: number, lines: string): string {
  const written = text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines;
  return text.slice(0, at) + written + text.slice(at);
}

/** @param separated whether to remove the empty line that follows too, or at the end of the text the one before */
export function cutLines(text: string, { start, end }: Lines, separated: boolean): string {
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (!separated) return before + after;
  if (after === '') return before.replace(/(?<=\n)\r?\n$/, '');
  return before + after.replace(/^\r?\n/, '');
}

/** The column, counted from 0, of the first character that is not a space. */
export function columnOf(text: string, { start }: Lines): number {
  return text.slice(start).search(/\S/);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
