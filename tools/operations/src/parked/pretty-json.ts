// Indents JSON without changing its tokens: a parser would round large numbers and drop duplicate keys.
import { createScanner } from 'jsonc-parser';

/** Levels that are indented. What is nested more deeply stays on one line, or most of the output would be spaces. */
const DEEPEST = 40;
const INDENT = '  ';

/** @returns any other text as it is */
export function prettyJson(text: string): string {
  if (!isJson(text)) return text;
  const parts: string[] = [];
  let depth = 0;
  let isOpen = false;
  const breakLine = () => {
    if (depth <= DEEPEST) parts.push('\n', INDENT.repeat(depth));
  };
  for (const token of tokensOf(text)) {
    if (token === '}' || token === ']') {
      // A level that was too deep for its own line also ends on the line it began on.
      const wasShallow = depth <= DEEPEST;
      depth -= 1;
      if (!isOpen && wasShallow) breakLine();
    } else if (isOpen) breakLine();
    parts.push(token);
    isOpen = token === '{' || token === '[';
    if (isOpen) depth += 1;
    if (token === ',') breakLine();
    if (token === ':') parts.push(' ');
  }
  return parts.join('');
}

function* tokensOf(text: string): Generator<string> {
  const scanner = createScanner(text, true);
  for (;;) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    const length = scanner.getTokenLength();
    if (length === 0) return;
    yield text.slice(start, start + length);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
