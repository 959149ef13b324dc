// Text of others made visible: an event or a log line can hold anything, also what changes how the rest is shown.

/** Control characters but tab and line feed, and those that turn the direction of what follows. */
const HIDDEN = /[^\P{Cc}\t\n]|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Such characters as JSON writes them. */
export function printable(text: string): string {
  return text.replace(HIDDEN, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
}
