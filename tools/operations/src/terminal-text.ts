// Text of others made safe for a terminal: an event can hold anything, also what a terminal would obey.

/** Control characters but tab and line feed, and those that turn the direction of what follows. */
const OBEYED = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** Such characters as JSON writes them: JSON stays the same JSON by it, since they stand in its strings alone. */
export function printable(text: string): string {
  return text.replace(OBEYED, escaped);
}

/** The same without line ends and tabs. */
export function oneLine(text: string): string {
  return printable(text.trim().replace(/\s+/g, ' '));
}

/** @param width characters, the ellipsis included */
export function shortened(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
