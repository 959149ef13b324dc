// Text of others made safe to show: an event or a log line can hold anything, also what a terminal would obey.

/** Control characters but tab and line feed, and those that are invisible or turn the direction of what follows. */
const OBEYED = /[^\P{Cc}\t\n]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Such characters as JSON writes them: JSON stays the same JSON by it, since they stand in its strings alone. */
export function printable(text: string): string {
  return text.replace(OBEYED, escaped);
}

/** The same without line ends and tabs. */
export function oneLine(text: string): string {
  return printable(text.trim().replace(/[^\S\u2028\u2029\ufeff]+/g, ' '));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
