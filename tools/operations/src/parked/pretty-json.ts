// Indents JSON without changing what it says: a parser would round large numbers and drop keys that stand twice.
import { format } from 'jsonc-parser';

/** @returns any other text as it is */
export function prettyJson(text: string): string {
  if (!isJson(text)) return text;
  const edits = format(text, undefined, { insertSpaces: true, tabSize: 2 });
  // The library's own applyEdits takes minutes for an event of a megabyte: it copies the text for every edit.
  let done = 0;
  const parts = edits.map(({ offset, length, content }) => {
    const part = text.slice(done, offset) + content;
    done = offset + length;
    return part;
  });
  return parts.join('') + text.slice(done);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
