// Makes text from outside safe to show: an event or a log line can contain terminal control sequences.

/** Control characters except tab and line feed, and invisible or direction-changing characters. */
const UNSAFE = /[^\P{Cc}\t\n]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Escapes such characters as JSON does. JSON keeps its meaning, because they occur only within its strings. */
export function printable(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** The same on one line, without tabs. */
export function oneLine(text: string): string {
  return printable(text.trim().replace(/[^\S\u2028\u2029\ufeff]+/g, ' '));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
